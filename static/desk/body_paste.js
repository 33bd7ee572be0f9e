// What is pasted from word processors and web pages, in the shape that a body may have.
import { Extension, Plugin, pm } from "django-prose-editor/editor"
import { wordsOf } from "newsroom/body_dialogs"
import { sendPictures } from "newsroom/body_sending"

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

// Of the pictures of a page none stays as it is. One that is written into it whole becomes a file, and a mark where it
// stood; all others lie elsewhere and are left out.
// Letters of private use, which no text has; with the space after it where there is one before it, too.
const MARK = /\uE000(\d+)\uE001(?:(?<=(?:^|\s)\uE000\d+\uE001)\s)?/g

const takePictures = (body, { areKept }) => {
  const files = []
  let lost = 0
  for (const picture of body.querySelectorAll("img, picture > source")) {
    const file = areKept && picture.localName === "img" ? fileOf(picture.getAttribute("src") ?? "", files.length + 1) : null
    if (file) picture.before(`\uE000${files.push(file) - 1}\uE001`)
    else if (picture.localName === "img") lost += 1
    picture.remove()
  }
  return { files, lost }
}

const fileOf = (address, number) => {
  const [, type, base64, written] = /^data:(image\/[a-z0-9.+-]+)[^,]*?(;base64)?,(.*)$/is.exec(address.trim()) ?? []
  if (!type) return null
  try {
    const plain = decodeURIComponent(written)
    const bytes = base64 ? Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0)) : new TextEncoder().encode(plain)
    return new File([bytes], `${number}.${type.slice(6).replace(/\+.*/, "")}`, { type })
  } catch {
    return null // no address of a picture after all
  }
}

// HTML for the editor, the pictures that it held, and how many were left out of it.
export const cleaned = (html, { arePicturesKept = true } = {}) => {
  const { body } = new DOMParser().parseFromString(withoutStyles(html), "text/html")
  removeComments(body)
  for (const element of body.querySelectorAll(NEVER)) element.remove()
  for (const element of [...body.querySelectorAll("*")]) if (element.localName.includes(":")) renameOffice(element)
  makeLists(body)
  emphasise(body)
  for (const title of body.querySelectorAll("p.MsoTitle")) renamed(title, "h2")
  for (const element of [...body.querySelectorAll(Object.keys(RENAMED).join(","))]) renamed(element, RENAMED[element.tagName])
  const pictures = takePictures(body, { areKept: arePicturesKept })
  for (const figure of body.querySelectorAll("figure:not([data-picture], [data-embed], [data-kind])")) figure.replaceWith(...figure.childNodes)
  mendLinks(body)
  if (isFromOffice(html)) softenSpaces(body)
  removeEmpty(body)
  // Word processors say the language and direction of everything, which says nothing of a passage.
  for (const element of body.querySelectorAll("[lang], [dir]")) for (const name of ["lang", "dir"]) element.removeAttribute(name)
  for (const cell of body.querySelectorAll("[colwidth], [width]")) for (const name of ["colwidth", "width"]) cell.removeAttribute(name)
  return { html: body.getHTML?.() ?? html, ...pictures }
}

// <o:p> and the like: what they hold stays.
const renameOffice = (element) => element.replaceWith(...element.childNodes)

// --- Into the text

const wordsIn = (slice) => slice.content.textBetween(0, slice.content.size, " ").replace(MARK, "").trim()

const isEmptied = ($at) =>
  $at.parent.isTextblock && $at.parent.content.size === 0 && $at.depth === 1 && $at.node(0).childCount > 1

// Puts the pasted slice into the text, and the files into the places of their marks. Backwards, so that no mark moves
// before it is reached.
const putWithPictures = (editor, slice, files, selection) => {
  const transaction = editor.state.tr.setSelection(selection).replaceSelection(slice)
  const marks = []
  transaction.doc.descendants((node, position) => {
    for (const mark of node.isText ? node.text.matchAll(MARK) : []) {
      if (files[mark[1]]) marks.push({ file: files[mark[1]], from: position + mark.index, to: position + mark.index + mark[0].length })
    }
  })
  const places = marks.reverse().map(({ file, from, to }) => {
    transaction.delete(from, to)
    const $at = transaction.doc.resolve(from)
    const place = isEmptied($at) ? $at.before() : from
    if (isEmptied($at)) transaction.delete(place, $at.after())
    return { file, place, steps: transaction.mapping.maps.length }
  })
  const final = ({ file, place, steps }) => ({ file, place: transaction.mapping.slice(steps).map(place, -1) })
  sendPictures(editor, places.reverse().map(final), transaction)
}

export const CleanPaste = Extension.create({
  name: "cleanPaste",
  addProseMirrorPlugins() {
    const { editor } = this
    const arePicturesKept = Boolean(editor.schema.nodes.newsFigure) // a policy page has none
    let found = { files: [], lost: 0 } // in the HTML that is read for the paste or drop that follows at once

    // A picture that is copied from a page comes as a file, with HTML that says where it was; words that are copied from
    // a word processor come with a picture of themselves. So files count where the HTML has no words.
    const take = (carried, slice, selection) => {
      const { files, lost } = found
      found = { files: [], lost: 0 }
      const carriedFiles = [...(carried?.files ?? [])]
      if (arePicturesKept && carriedFiles.length && !(carried.getData("text/html") && wordsIn(slice))) {
        const place = selection.to
        sendPictures(editor, carriedFiles.map((file) => ({ file, place })))
        return true
      }
      const isNothingElse = carriedFiles.length && !slice.size
      if (lost || (isNothingElse && !arePicturesKept)) editor.storage.cleanPaste.tell(arePicturesKept ? wordsOf(editor).noPictures : wordsOf(editor).noPicturesHere)
      if (files.length) putWithPictures(editor, slice, files, selection)
      return files.length > 0
    }

    return [
      new Plugin({
        props: {
          transformPastedHTML(html) {
            const isOurs = html.includes("data-pm-slice") && !/<img\b/i.test(html) // from an editor like this one
            if (isOurs) return html
            const { html: clean, ...pictures } = cleaned(html, { arePicturesKept })
            found = pictures
            return clean
          },
          handlePaste: (view, event, slice) => take(event.clipboardData, slice, view.state.selection),
          handleDrop(view, event, slice) {
            const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
            if (view.dragging || !place) return false
            const $place = view.state.doc.resolve(place.pos)
            return take(event.dataTransfer, slice, pm.state.Selection.near($place))
          },
        },
      }),
    ]
  },
  addStorage() {
    return { tell: () => {} }
  },
})
