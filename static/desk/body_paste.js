// What is pasted from word processors and web pages, in the shape that a body may have.
import { Extension, Plugin } from "django-prose-editor/editor"
import { wordsOf } from "newsroom/body_dialogs"

const NEVER = "style, script, meta, link, title, head, xml, template, svg, math, object, iframe, audio, video, noscript"
const RENAMED = { H1: "h2", H5: "h4", H6: "h4", THEAD: "tbody", TFOOT: "tbody" }
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote, div, pre, figure, aside, hr"
const ORDERED = /^\s*\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,6})[.)]/i

// Under the page's policy a browser complains of each style that it meets: they are read as what they are called here.
const withoutStyles = (html) =>
  html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle(?=\s*=)/gi, " data-style"))

const styleOf = (element) => element.getAttribute("data-style") ?? ""

const renamed = (element, name) => {
  const other = element.ownerDocument.createElement(name)
  other.append(...element.childNodes)
  element.replaceWith(other)
  return other
}

const removeComments = (body) => {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT)
  const found = []
  while (walker.nextNode()) found.push(walker.currentNode)
  for (const comment of found) comment.remove()
}

// Word writes lists as paragraphs with a sign in front, and says in a style which list and how deep.
const listed = (paragraph) => {
  const style = styleOf(paragraph)
  const level = /mso-list:[^;]*level(\d+)/i.exec(style)
  return level ? Math.min(Number(level[1]), 9) : 0
}

const makeLists = (body) => {
  const make = (name) => body.ownerDocument.createElement(name)
  let open = [] // the lists around, outermost first
  for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const level = listed(paragraph)
    if (!level) continue
    const sign = paragraph.querySelector('[data-style*="mso-list:Ignore" i], [data-style*="mso-list: Ignore" i]')
    const name = ORDERED.test(sign?.textContent ?? "") ? "ol" : "ul"
    sign?.remove()
    if (paragraph.previousElementSibling !== open[0]) open = []
    open = open.slice(0, level)
    if (open.length === level && open.at(-1).localName !== name) open.pop()
    while (open.length < level) {
      const list = make(name)
      if (open.length === 0) paragraph.before(list)
      else (open.at(-1).lastElementChild ?? open.at(-1).appendChild(make("li"))).append(list)
      open.push(list)
    }
    const item = open.at(-1).appendChild(make("li"))
    item.append(renamed(paragraph, "p"))
  }
}

// Google Docs puts a <b> that is not bold around everything, and says in styles what is bold.
const EMPHASIS = [
  ["strong", /font-weight:\s*(?:bold|[6-9]00)/i],
  ["em", /font-style:\s*(?:italic|oblique)/i],
  ["s", /text-decoration[a-z-]*:[^;]*line-through/i],
  ["sub", /vertical-align:\s*sub\b/i],
  ["sup", /vertical-align:\s*super/i],
]

const emphasise = (body) => {
  for (const wrap of body.querySelectorAll("b[data-style], strong[data-style]")) {
    if (/font-weight:\s*(?:normal|[1-5]00)/i.test(styleOf(wrap))) wrap.replaceWith(...wrap.childNodes)
  }
  for (const span of body.querySelectorAll("span[data-style], font[data-style]")) {
    for (const [name, says] of EMPHASIS) {
      if (!says.test(styleOf(span)) || span.closest(name === "strong" ? "h1, h2, h3, h4, h5, h6" : name)) continue
      const emphasis = body.ownerDocument.createElement(name)
      emphasis.append(...span.childNodes)
      span.append(emphasis)
    }
  }
  for (const element of body.querySelectorAll("[data-style]")) element.removeAttribute("data-style")
}

const isBetweenBlocks = (node) => [node.previousElementSibling, node.nextElementSibling].some((e) => e?.matches(BLOCKS))

const removeEmpty = (body) => {
  for (const line of body.querySelectorAll("br")) {
    if (line.parentElement.matches("body, div") && isBetweenBlocks(line)) line.remove()
  }
  for (const block of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6, li")].reverse()) {
    const holds = block.querySelector("figure, hr, table, ul, ol")
    if (!holds && !block.textContent.replaceAll("\u00a0", " ").trim()) block.remove()
  }
}

// A link inside the pasted document, to a file of somebody's machine, or through a search engine's counter.
const mendLinks = (body) => {
  for (const link of body.querySelectorAll("a")) {
    const address = link.getAttribute("href") ?? ""
    if (link.hasAttribute("data-article")) continue
    const counted = /^https:\/\/www\.google\.[a-z.]+\/url\?/.test(address) && new URL(address).searchParams
    const target = counted ? (counted.get("q") ?? counted.get("url") ?? "") : address
    if (/^(?:https?:\/\/|mailto:)/i.test(target)) link.setAttribute("href", target)
    else link.replaceWith(...link.childNodes)
  }
}

const isFromOffice = (html) => /mso-|urn:schemas-microsoft-com|docs-internal-guid|LibreOffice/i.test(html)

// Hard spaces that word processors leave behind; where they are meant, in French say, they stand alone.
const softenSpaces = (body) => {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode
    text.data = text.data.replace(/[ \u00a0]{2,}/g, " ").replace(/(?<=[\p{L}\p{N}])\u00a0(?=[\p{L}\p{N}])/gu, " ")
  }
}

// HTML for the editor, and whether pictures were left out of it.
export const cleaned = (html) => {
  const { body } = new DOMParser().parseFromString(withoutStyles(html), "text/html")
  removeComments(body)
  for (const element of body.querySelectorAll(NEVER)) element.remove()
  for (const element of [...body.querySelectorAll("*")]) if (element.localName.includes(":")) renameOffice(element)
  makeLists(body)
  emphasise(body)
  for (const title of body.querySelectorAll("p.MsoTitle")) renamed(title, "h2")
  for (const element of [...body.querySelectorAll(Object.keys(RENAMED).join(","))]) renamed(element, RENAMED[element.tagName])
  const pictures = [...body.querySelectorAll("img, picture")]
  for (const picture of pictures) picture.remove()
  for (const figure of body.querySelectorAll("figure:not([data-picture], [data-embed], [data-kind])")) figure.replaceWith(...figure.childNodes)
  mendLinks(body)
  if (isFromOffice(html)) softenSpaces(body)
  removeEmpty(body)
  // Word processors say the language and direction of everything, which says nothing of a passage.
  for (const element of body.querySelectorAll("[lang], [dir]")) for (const name of ["lang", "dir"]) element.removeAttribute(name)
  for (const cell of body.querySelectorAll("[colwidth], [width]")) for (const name of ["colwidth", "width"]) cell.removeAttribute(name)
  return { html: body.getHTML?.() ?? html, lostPictures: pictures.length > 0 }
}

// <o:p> and the like: what they hold stays.
const renameOffice = (element) => element.replaceWith(...element.childNodes)

export const CleanPaste = Extension.create({
  name: "cleanPaste",
  addProseMirrorPlugins() {
    const { editor } = this
    return [
      new Plugin({
        props: {
          transformPastedHTML(html) {
            if (html.includes("data-pm-slice")) return html // from an editor like this one
            const { html: clean, lostPictures } = cleaned(html)
            if (lostPictures) editor.storage.cleanPaste.tell(wordsOf(editor).noPictures)
            return clean
          },
        },
      }),
    ]
  },
  addStorage() {
    return { tell: () => {} }
  },
})
