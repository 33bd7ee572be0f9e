// What our bodies hold beyond ordinary text: pictures, galleries and embeds by number, links to stories. And the buttons
// that put them there.
import {
  HTML as StockHTML,
  Link as StockLink,
  Mark,
  mergeAttributes,
} from "django-prose-editor/editor"
import { lookUp, openChooser, openForm, settingsOf, wordsOf } from "newsroom/body_dialogs"
import { attribute, make } from "newsroom/body_parts"

export { Menu } from "newsroom/body_menu"
export { Cite, NewsAside, OtherLanguages, Passage, PullQuote, Quotation, Table, TableRow } from "newsroom/body_parts"
export { CleanPaste } from "newsroom/body_paste"
export { NewsFigure, NewsGallery } from "newsroom/body_pictures"
export { SentPictures } from "newsroom/body_sending"

const NOTICE = 10000 // milliseconds that a notice stays while somebody types on

const storyOf = lookUp("stories", "stories")

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
  editor.storage.cleanPaste.tell = (...parts) => {
    noticed = Date.now()
    tell(...parts)
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
