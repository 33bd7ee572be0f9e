// Parts of a body beside its paragraphs: boxes of facts, pull quotes, who said it, passages in another language, tables.
import {
  Extension,
  Mark,
  Node,
  Table as StockTable,
  TableRow as StockTableRow,
  mergeAttributes,
} from "django-prose-editor/editor"
import { openForm } from "newsroom/body_dialogs"

export const make = (tag, properties = {}, children = []) => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

export const attribute = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
})

const defineItem = (menu, buttons, name, item) =>
  menu.defineItem({ name, groups: "insert", button: buttons.text(""), ...item })

// --- Boxes of facts, and words of the text set large

// A new box begins with its heading, where somebody then types.
const toggleBox = (editor) => {
  if (editor.isActive("newsAside")) return editor.chain().focus().toggleWrap("newsAside").run()
  editor.chain().focus().toggleWrap("newsAside").run()
  const { $from } = editor.state.selection
  const depth = [...Array($from.depth + 1).keys()].reverse().find((at) => $from.node(at).type.name === "newsAside")
  if (depth === undefined || $from.node(depth).firstChild.type.name === "heading") return true
  const inside = $from.start(depth)
  const heading = { type: "heading", attrs: { level: 3 } }
  return editor.chain().insertContentAt(inside, heading, { updateSelection: false }).setTextSelection(inside + 1).run()
}

export const NewsAside = Node.create({
  name: "newsAside",
  group: "block",
  content: "block+",
  parseHTML() {
    return [{ tag: "aside:not([data-kind])" }]
  },
  renderHTML({ HTMLAttributes }) {
    return ["aside", mergeAttributes(HTMLAttributes), 0]
  },
  addMenuItems({ menu, buttons }) {
    defineItem(menu, buttons, "aside", {
      priority: 80,
      active: (editor) => editor.isActive("newsAside"),
      enabled: (editor) => editor.can().toggleWrap("newsAside"),
      command: toggleBox,
    })
  },
})

export const PullQuote = Node.create({
  name: "pullQuote",
  group: "block",
  content: "paragraph+",
  parseHTML() {
    return [{ tag: "aside[data-kind='quote']" }]
  },
  renderHTML({ HTMLAttributes }) {
    return ["aside", mergeAttributes({ "data-kind": "quote" }, HTMLAttributes), 0]
  },
  addMenuItems({ menu, buttons }) {
    defineItem(menu, buttons, "pullQuote", {
      priority: 85,
      active: (editor) => editor.isActive("pullQuote"),
      enabled: (editor) => editor.can().toggleWrap("pullQuote"),
      command: (editor) => editor.chain().focus().toggleWrap("pullQuote").run(),
    })
  },
})

const isQuoting = (editor) => editor.isActive("pullQuote") || editor.isActive("blockquote")

// The whole paragraph, where no words are chosen.
const toggleCite = (editor) => {
  const { empty, $from } = editor.state.selection
  const chain = editor.chain().focus()
  if (empty && $from.parent.content.size) chain.setTextSelection({ from: $from.start(), to: $from.end() })
  return chain.toggleMark("cite").run()
}

export const Cite = Mark.create({
  name: "cite",
  parseHTML() {
    return [{ tag: "cite" }]
  },
  renderHTML({ HTMLAttributes }) {
    return ["cite", mergeAttributes(HTMLAttributes), 0]
  },
  addMenuItems({ menu, buttons }) {
    defineItem(menu, buttons, "cite", {
      priority: 75,
      active: (editor) => editor.isActive("cite"),
      hidden: (editor) => !isQuoting(editor),
      command: toggleCite,
    })
  },
})

// Words that somebody said, in the run of a text; browsers draw the marks. Outermost, so that it stays one: in parts,
// each would get marks of its own.
export const Quotation = Mark.create({
  name: "quotation",
  priority: 1200,
  inclusive: false,
  parseHTML() {
    return [{ tag: "q" }]
  },
  renderHTML({ HTMLAttributes }) {
    return ["q", mergeAttributes(HTMLAttributes), 0]
  },
})

// --- Passages in another language

const BLOCKS = ["paragraph", "heading", "blockquote", "bulletList", "orderedList", "listItem", "codeBlock"]
const CELLS = ["tableCell", "tableHeader"]
const HOLDERS = ["pullQuote", "newsAside", "blockquote", "bulletList", "orderedList"] // marked as a whole

const setLanguage = (editor, attributes) => {
  const { empty, $from, $to } = editor.state.selection
  const isWhole = $from.parentOffset === 0 && $to.parentOffset === $to.parent.content.size
  const chain = editor.chain().focus()
  if (editor.isActive("passage")) chain.extendMarkRange("passage")
  if (editor.isActive("passage") || (!empty && !isWhole && $from.sameParent($to))) {
    if (attributes.lang) chain.setMark("passage", attributes)
    else chain.unsetMark("passage")
  } else {
    const holder = HOLDERS.find((name) => editor.isActive(name))
    for (const name of holder ? [holder] : ["paragraph", "heading"]) chain.updateAttributes(name, attributes)
  }
  chain.run()
}

const languageUnder = (editor) =>
  ["passage", ...HOLDERS, "paragraph", "heading"].map((name) => editor.getAttributes(name).lang).find(Boolean) ?? ""

const askForLanguage = (editor) =>
  openForm(editor, "language", {
    values: { language: languageUnder(editor) },
    take: (form) => {
      const [chosen] = form.elements.language.selectedOptions
      setLanguage(editor, { lang: chosen.value || null, dir: chosen.dataset.direction || null })
    },
  })

export const Passage = Mark.create({
  name: "passage",
  addAttributes() {
    return { lang: attribute("lang"), dir: attribute("dir") }
  },
  parseHTML() {
    return [{ tag: "bdi" }]
  },
  renderHTML({ HTMLAttributes }) {
    return ["bdi", mergeAttributes(HTMLAttributes), 0]
  },
  addMenuItems({ menu, buttons }) {
    defineItem(menu, buttons, "language", {
      priority: 70,
      active: (editor) => Boolean(languageUnder(editor)),
      command: askForLanguage,
    })
  },
})

export const OtherLanguages = Extension.create({
  name: "otherLanguages",
  addGlobalAttributes() {
    return [
      {
        types: [...BLOCKS, ...CELLS, "newsAside", "pullQuote", "table", "tableRow"],
        attributes: { lang: attribute("lang"), dir: attribute("dir") },
      },
      { types: CELLS, attributes: { scope: attribute("scope") } },
    ]
  },
})

// --- Tables, with a dialog in the interface's language

const askForCaption = (editor) =>
  openForm(editor, "caption", {
    values: { caption: editor.getAttributes("table").caption ?? "" },
    take: (form) => {
      editor.chain().focus().updateAttributes("table", { caption: form.elements.caption.value.trim() || null }).run()
    },
  })

const HEAD = "data-head" // on the rows of a table's head, in the editor alone

export const TableRow = StockTableRow.extend({
  addAttributes() {
    const parseHTML = (row) => row.parentElement?.localName === "thead" || null
    return { ...this.parent?.(), head: { default: null, parseHTML, renderHTML: ({ head }) => (head ? { [HEAD]: "" } : {}) } }
  },
})

// A table's rows go into its head as long as they are of it, then into its body. The editor has no node for either.
const rowsOf = (table) => {
  const [head, body] = ["thead", "tbody"].map((name) => document.createElement(name))
  return {
    appendChild(row) {
      const part = row.hasAttribute(HEAD) && !body.hasChildNodes() ? head : body
      row.removeAttribute(HEAD)
      table.append(part)
      part.append(row)
    },
  }
}

export const Table = StockTable.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      caption: {
        default: null,
        parseHTML: (element) => element.querySelector(":scope > caption")?.textContent.trim() || null,
        rendered: false,
      },
    }
  },
  parseHTML() {
    return [{ tag: "table" }, { tag: "caption", ignore: true }]
  },
  renderHTML({ node, HTMLAttributes }) {
    const table = document.createElement("table")
    for (const [name, value] of Object.entries(mergeAttributes(HTMLAttributes))) table.setAttribute(name, value)
    if (node.attrs.caption) table.createCaption().textContent = node.attrs.caption
    return { dom: table, contentDOM: rowsOf(table) }
  },
  addNodeView() {
    const stock = this.parent?.()
    return (properties) => {
      const view = stock(properties)
      const caption = document.createElement("caption")
      caption.contentEditable = "false"
      const show = (node) => {
        caption.textContent = node.attrs.caption ?? ""
        caption.hidden = !node.attrs.caption
      }
      const update = view.update
      view.update = (node) => {
        if (!update(node)) return false
        show(node)
        return true
      }
      show(properties.node)
      view.table.prepend(caption)
      return view
    }
  },
  addCommands() {
    return {
      ...this.parent?.(),
      insertTableWithOptions: () => () => {
        const { editor } = this
        openForm(editor, "table", {
          take: (form) => {
            const { rows, columns, header, caption } = form.elements
            const size = { rows: Number(rows.value), cols: Number(columns.value), withHeaderRow: header.checked }
            const chain = editor.chain().focus().insertTable(size)
            chain.updateAttributes("table", { caption: caption.value.trim() || null }).run()
          },
        })
        return true
      },
    }
  },
  addMenuItems({ menu, buttons, ...rest }) {
    this.parent?.({ menu, buttons, ...rest })
    menu.defineItem({
      name: "table:caption",
      groups: "table",
      button: buttons.text(""),
      hidden: (editor) => !editor.isActive("table"),
      command: askForCaption,
    })
  },
})
