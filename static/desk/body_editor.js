// What our bodies hold beyond ordinary text: pictures and embeds by number, links to stories. And the buttons that put
// them there.
import {
  HTML as StockHTML,
  Link as StockLink,
  Mark,
  Node,
  mergeAttributes,
} from "django-prose-editor/editor"
import { ask, languageOf, lookUp, openChooser, openForm, settingsOf, wordsOf } from "newsroom/body_dialogs"
import { attribute } from "newsroom/body_parts"

export { Menu } from "newsroom/body_menu"
export { Cite, NewsAside, OtherLanguages, Passage, PullQuote, Quotation, Table, TableRow } from "newsroom/body_parts"
export { CleanPaste } from "newsroom/body_paste"

const NOTICE = 10000 // milliseconds that a notice stays while somebody types on

const pictureOf = lookUp("pictures", "pictures")
const storyOf = lookUp("stories", "stories")

const make = (tag, properties = {}, children = []) => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

// --- Pictures and embeds

// After the paragraph, list or table that the cursor is in, or in the place of an empty or chosen one.
const insertFigure = (editor, attributes) => {
  const { selection, doc } = editor.state
  const figure = { type: "newsFigure", attrs: attributes }
  const { $from } = selection
  let place = { from: selection.from, to: selection.to }
  if (selection.node?.type.name !== "newsFigure" && $from.depth > 0) {
    const holds = (depth) => ["doc", "newsAside"].includes($from.node(depth).type.name)
    let depth = $from.depth
    while (depth > 1 && !holds(depth - 1)) depth -= 1
    const isEmpty = $from.node(depth).isTextblock && $from.node(depth).content.size === 0
    place = { from: isEmpty ? $from.before(depth) : $from.after(depth), to: $from.after(depth) }
  }
  const isLast = place.to >= doc.content.size
  const content = isLast ? [figure, { type: "paragraph" }] : figure
  const chain = editor.chain().insertContentAt(place, content, { updateSelection: false })
  chain.setTextSelection(place.from + 2).focus().run()
}

const choosePicture = (editor) =>
  openChooser(editor, "picture", {
    address: settingsOf(editor).pictures,
    query: { language: languageOf(editor) },
    records: "pictures",
    shown: (picture) => [
      make("img", { src: picture.thumbnail, alt: "" }),
      make("bdi", { className: "said", textContent: picture.caption || picture.alternative || wordsOf(editor).noCaption }),
      make("span", { className: picture.is_expired ? "quiet expired" : "quiet", textContent: picture.about }),
    ],
    take: (picture) => insertFigure(editor, { "data-picture": String(picture.number) }),
  })

const askForEmbed = (editor) =>
  openForm(editor, "embed", {
    take: async (form) => {
      const said = await ask(editor, settingsOf(editor).embeds, { address: form.elements.address.value })
      if (said.embed) insertFigure(editor, { "data-embed": said.embed })
      return said.sentence
    },
  })

const showPicture = async (editor, figure, number) => {
  const words = wordsOf(editor)
  const name = words.picture.replace("%(number)s", number)
  const picture = await pictureOf(editor, number)
  if (!picture) {
    figure.classList.toggle("missing", picture === null)
    figure.replaceChildren(
      make("figcaption", { textContent: picture === null ? words.noPicture.replace("%(number)s", number) : name }),
    )
    return
  }
  const image = make("img", { src: picture.thumbnail, alt: picture.alternative || name, draggable: false })
  image.addEventListener("error", () => image.remove())
  const said = make("span", { className: "said", textContent: picture.caption || words.noCaption })
  const about = make("span", { className: picture.is_expired ? "quiet expired" : "quiet", textContent: picture.about })
  figure.replaceChildren(image, make("figcaption", {}, [said, about]))
}

const showEmbed = (editor, figure, value) => {
  const [provider, key] = [value.slice(0, value.indexOf(":")), value.slice(value.indexOf(":") + 1)]
  const [name, pattern] = JSON.parse(settingsOf(editor).providers)[provider] ?? []
  const address = pattern?.replace("{key}", key)
  const shown = address?.replace(/^https:\/\/(www\.)?/, "")
  const link = address
    ? make("a", { href: address, target: "_blank", rel: "noopener", textContent: shown })
    : make("span", { textContent: value })
  figure.replaceChildren(
    make("figcaption", {}, [make("span", { className: "said", textContent: name ?? wordsOf(editor).embedded }), link]),
  )
}

export const NewsFigure = Node.create({
  name: "newsFigure",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes() {
    return { "data-picture": attribute("data-picture"), "data-embed": attribute("data-embed") }
  },
  parseHTML() {
    return [{ tag: "figure[data-picture]" }, { tag: "figure[data-embed]" }]
  },
  renderHTML({ HTMLAttributes }) {
    return ["figure", mergeAttributes(HTMLAttributes)]
  },
  addNodeView() {
    return ({ node, editor, getPos }) => {
      const { "data-picture": picture, "data-embed": embed } = node.attrs
      const shown = make("div", { className: "shown" })
      const remove = make("button", { type: "button", className: "remove", textContent: "✕", tabIndex: -1 })
      remove.title = wordsOf(editor).remove
      remove.setAttribute("aria-label", remove.title)
      remove.addEventListener("click", () => {
        editor.chain().deleteRange({ from: getPos(), to: getPos() + 1 }).focus().run()
      })
      const dom = make("figure", { className: picture ? "of-picture" : "of-embed" }, [shown, remove])
      if (picture) showPicture(editor, shown, picture)
      else showEmbed(editor, shown, embed ?? "")
      return { dom, ignoreMutation: () => true, stopEvent: (event) => Boolean(event.target.closest?.("a, button")) }
    }
  },
  addMenuItems({ menu, buttons }) {
    const isFigure = (editor, name) => editor.isActive("newsFigure") && Boolean(editor.getAttributes("newsFigure")[name])
    menu.defineItem({
      name: "picture",
      groups: "insert",
      button: buttons.text(""),
      active: (editor) => isFigure(editor, "data-picture"),
      command: choosePicture,
    })
    menu.defineItem({
      name: "embed",
      groups: "insert",
      priority: 90,
      button: buttons.text(""),
      active: (editor) => isFigure(editor, "data-embed"),
      command: askForEmbed,
    })
  },
})

// --- Links

const linkWords = (editor, mark, attributes, words) => {
  const chain = editor.chain().focus()
  for (const name of ["link", "storyLink"]) if (editor.isActive(name)) chain.extendMarkRange(name)
  const isAmongWords = editor.isActive("link") || editor.isActive("storyLink") || !editor.state.selection.empty
  if (!isAmongWords) chain.insertContent({ type: "text", text: words, marks: [{ type: mark, attrs: attributes }] }).run()
  else chain.unsetMark("link").unsetMark("storyLink").setMark(mark, attributes).run()
}

const removal = (editor, mark) =>
  editor.isActive(mark) ? () => editor.chain().focus().extendMarkRange(mark).unsetMark(mark).run() : null

const chooseStory = (editor) =>
  openChooser(editor, "story", {
    address: settingsOf(editor).stories,
    query: { not: settingsOf(editor).story },
    records: "stories",
    shown: (story) => [
      make("bdi", { className: "said", textContent: story.headline, lang: story.language, dir: story.direction }),
      make("span", { className: "quiet", textContent: story.about }),
    ],
    take: (story) => linkWords(editor, "storyLink", { "data-article": String(story.number) }, story.headline),
    remove: removal(editor, "storyLink"),
  })

export const StoryLink = Mark.create({
  name: "storyLink",
  priority: 1100,
  inclusive: false,
  excludes: "link storyLink",
  addAttributes() {
    return { "data-article": attribute("data-article") }
  },
  parseHTML() {
    return [{ tag: "a[data-article]" }]
  },
  renderHTML({ HTMLAttributes }) {
    return ["a", mergeAttributes(HTMLAttributes), 0]
  },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "storyLink",
      groups: "insert",
      priority: 95,
      button: buttons.text(""),
      active: (editor) => editor.isActive("storyLink"),
      enabled: (editor) => editor.can().setMark("storyLink"),
      command: chooseStory,
    })
  },
})

// What somebody types as an address, as a link has it; "" for what no link may lead to.
const addressOf = (typed) => {
  const text = typed.trim()
  if (/^(https?:\/\/[^/?#\s]|mailto:\S)/i.test(text) || /^\/(?!\/)/.test(text)) return text
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) return `mailto:${text}`
  return /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+([/?#:]\S*)?$/u.test(text) ? `https://${text}` : ""
}

const askForLink = (editor) =>
  openForm(editor, "link", {
    values: { address: editor.getAttributes("link").href ?? "" },
    take: (form) => {
      const address = addressOf(form.elements.address.value)
      if (!address) return wordsOf(editor).badAddress
      linkWords(editor, "link", { href: address }, address.replace(/^mailto:/, ""))
      return ""
    },
    remove: removal(editor, "link"),
  })

export const Link = StockLink.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      addLink: () => () => {
        askForLink(this.editor)
        return true
      },
    }
  },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "link",
      groups: "link",
      button: buttons.material("insert_link"),
      active: (editor) => editor.isActive("link"),
      enabled: (editor) => editor.can().setMark("link", { href: "https://example.org/" }),
      command: askForLink,
    })
    menu.defineItem({
      name: "unlink",
      groups: "link",
      button: buttons.material("link_off"),
      hidden: (editor) => !editor.isActive("link") && !editor.isActive("storyLink"),
      command: (editor) => (removal(editor, "link") ?? removal(editor, "storyLink"))?.(),
    })
  },
  addKeyboardShortcuts() {
    return {
      "Mod-k": () => {
        askForLink(this.editor)
        return true
      },
    }
  },
})

// --- HTML, with a dialog in the interface's language

export const HTML = StockHTML.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      editHTML: () => () => {
        const { editor } = this
        openForm(editor, "html", {
          values: { html: editor.getHTML().replace(/(<\/(?:p|h[2-4]|ul|ol|blockquote|figure|aside|table)>)(?=<)/g, "$1\n") },
          take: (form) => {
            editor.chain().setContent(form.elements.html.value, { emitUpdate: true }).focus().run()
          },
        })
        return true
      },
    }
  },
})

// --- Beside the text

// Where the link under the cursor leads, and what else there is to say.
const noteUnder = (editor) => {
  const words = wordsOf(editor)
  const note = make("p", { className: "editor-note", lang: document.documentElement.lang })
  note.setAttribute("role", "status")
  editor.view.dom.after(note)
  let noticed = 0 // when something was said that is to stay for a while
  const tell = (...parts) => {
    if (parts.length > 0 || Date.now() - noticed > NOTICE) note.replaceChildren(...parts)
  }
  const open = (address, text) => make("a", { href: address, target: "_blank", rel: "noopener", textContent: text })

  const follow = async () => {
    const { "data-article": number } = editor.getAttributes("storyLink")
    const { href } = editor.getAttributes("link")
    if (href) return tell(`${words.leadsTo} `, make("bdi", {}, [open(href, href)]))
    if (!number) return tell()
    const story = await storyOf(editor, number)
    if (editor.getAttributes("storyLink")["data-article"] !== number) return
    if (!story) return tell(story === null ? words.noStory : "")
    const link = open(story.address, story.headline)
    Object.assign(link, { lang: story.language, dir: story.direction })
    const parts = [`${words.leadsTo} `, make("bdi", {}, [link]), ` · ${story.about}`]
    tell(...parts, ...(story.is_live ? [] : [make("span", { className: "warning", textContent: ` ${words.notLive}` })]))
  }

  editor.on("selectionUpdate", follow)
  editor.on("update", follow)
  editor.storage.cleanPaste.tell = (sentence) => {
    noticed = Date.now()
    tell(sentence)
  }
}

// The editor has the name of the field that it stands for, and a press on that name leads into it.
document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  noteUnder(editor)
  const [label] = textarea.labels
  if (!label) return
  label.id ||= `${textarea.id}_label`
  editor.view.dom.setAttribute("aria-labelledby", label.id)
  editor.view.setProps({ attributes: { ...editor.view.props.attributes, "aria-labelledby": label.id } })
  label.addEventListener("click", () => editor.commands.focus())
})
