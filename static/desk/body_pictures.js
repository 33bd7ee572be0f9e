// Pictures in a body, alone and in galleries, and embeds: by number, with what the story itself says of them.
import { Node, mergeAttributes } from "django-prose-editor/editor"
import { ask, languageOf, lookUp, openChooser, openForm, settingsOf, wordsOf } from "newsroom/body_dialogs"
import { attribute, make } from "newsroom/body_parts"

const GALLERY = "newsGallery"
const FIGURE = "newsFigure"

const pictureOf = lookUp("pictures", "pictures")

// --- Where they go

const figureOf = (picture) => ({ type: FIGURE, attrs: { "data-picture": String(picture.number) } })

// The picture or embed that is chosen as a whole.
const chosenFigure = ({ state: { selection } }) => (selection.node?.type.name === FIGURE ? selection.node : null)

const isInGallery = ({ state: { selection } }) => selection.$from.parent.type.name === GALLERY

// After the paragraph, list or table that the cursor is in, or in the place of an empty or chosen one. What is no
// picture does not go into a gallery.
const placeFor = (editor, node) => {
  const { $from, from, to } = editor.state.selection
  const isWelcome = node.attrs?.["data-picture"] || !isInGallery(editor)
  if ((chosenFigure(editor) && isWelcome) || $from.depth === 0) return { from, to }
  const holds = (depth) => ["doc", "newsAside"].includes($from.node(depth).type.name)
  let depth = $from.depth
  while (depth > 1 && !holds(depth - 1)) depth -= 1
  const isEmpty = $from.node(depth).isTextblock && $from.node(depth).content.size === 0
  return { from: isEmpty ? $from.before(depth) : $from.after(depth), to: $from.after(depth) }
}

const insert = (editor, node) => {
  const { doc } = editor.state
  const place = placeFor(editor, node)
  const isLast = place.to >= doc.content.size
  const content = isLast ? [node, { type: "paragraph" }] : node
  const size = editor.schema.nodeFromJSON(node).nodeSize
  const chain = editor.chain().insertContentAt(place, content, { updateSelection: false })
  chain.setTextSelection(place.from + size + 1).focus().run()
}

const small = (picture, properties) => {
  const image = make("img", { src: picture.thumbnail, ...properties })
  if (!picture.is_made) showOnceMade(image)
  return image
}

const shownInChooser = (editor) => (picture) => [
  small(picture, { alt: "" }),
  make("bdi", { className: "said", textContent: picture.caption || picture.alternative || wordsOf(editor).noCaption }),
  make("span", { className: picture.is_grave ? "quiet grave" : "quiet", textContent: picture.about }),
]

const openLibrary = (editor, name, taking) =>
  openChooser(editor, name, {
    address: settingsOf(editor).pictures,
    query: { language: languageOf(editor) },
    records: "pictures",
    shown: shownInChooser(editor),
    ...taking,
  })

const choosePicture = (editor) =>
  openLibrary(editor, "picture", { take: (picture) => insert(editor, figureOf(picture)) })

// More pictures go to the end of the gallery that one is in; with a picture that is chosen they become one.
const chooseGallery = (editor) =>
  openLibrary(editor, "gallery", {
    takeAll: (pictures) => {
      const figures = pictures.map(figureOf)
      const chosen = chosenFigure(editor)
      if (isInGallery(editor)) {
        editor.chain().insertContentAt(editor.state.selection.$from.end(), figures, { updateSelection: false }).focus().run()
        return
      }
      if (chosen?.attrs["data-picture"]) figures.unshift(chosen.toJSON())
      const gallery = { type: GALLERY, content: figures }
      if (!chosen) return insert(editor, gallery)
      const { from, to } = editor.state.selection
      const place = chosen.attrs["data-picture"] ? { from, to } : to
      editor.chain().insertContentAt(place, gallery, { updateSelection: false }).focus().run()
    },
  })

const askForEmbed = (editor) =>
  openForm(editor, "embed", {
    take: async (form) => {
      const said = await ask(editor, settingsOf(editor).embeds, { address: form.elements.address.value })
      if (said.embed) insert(editor, { type: FIGURE, attrs: { "data-embed": said.embed } })
      return said.sentence
    },
  })

// --- What the story says of a picture

const WORDS = { caption: "caption", alternative: "data-alt" } // fields of the dialog by name, attributes

const askForWords = async (editor, place = editor.state.selection.from) => {
  const node = editor.state.doc.nodeAt(place)
  if (!node?.attrs["data-picture"]) return
  const library = await pictureOf(editor, node.attrs["data-picture"])
  openForm(editor, "words", {
    values: Object.fromEntries(Object.entries(WORDS).map(([field, name]) => [field, node.attrs[name] ?? ""])),
    defaults: { caption: library?.caption ?? "", alternative: library?.alternative ?? "" },
    take: (form) => {
      const put = ({ tr }) => {
        for (const [field, name] of Object.entries(WORDS)) {
          tr.setNodeAttribute(place, name, form.elements[field].value.replace(/\s+/g, " ").trim() || null)
        }
        return true
      }
      editor.chain().command(put).setNodeSelection(place).focus().run()
    },
  })
}

const askForGalleryWords = (editor, place) => {
  const put = (caption) => ({ tr }) => Boolean(tr.setNodeAttribute(place, "caption", caption || null))
  openForm(editor, "galleryWords", {
    values: { caption: editor.state.doc.nodeAt(place).attrs.caption ?? "" },
    take: (form) => {
      const caption = form.elements.caption.value.replace(/\s+/g, " ").trim()
      editor.chain().command(put(caption)).focus().run()
    },
  })
}

const placeOfGallery = ({ state: { selection } }) =>
  selection.node?.type.name === GALLERY ? selection.from : selection.$from.before(selection.$from.depth)

const isGallery = (editor) => isInGallery(editor) || editor.state.selection.node?.type.name === GALLERY

// --- Their order, and going

// The other picture is what moves in the page, so that the chosen one stays as it is.
const move = (editor, place, step) => {
  const $place = editor.state.doc.resolve(place)
  const figure = $place.nodeAfter
  const other = $place.parent.type.name === GALLERY && $place.parent.maybeChild($place.index() + step)
  if (!other) return
  const target = place + step * other.nodeSize
  const swap = ({ tr }) => {
    if (step < 0) tr.delete(target, place).insert(target + figure.nodeSize, other)
    else tr.delete(place + figure.nodeSize, place + figure.nodeSize + other.nodeSize).insert(place, other)
    return true
  }
  editor.chain().command(swap).setNodeSelection(target).focus().run()
}

// The last picture takes its gallery with it.
const remove = (editor, place) =>
  editor.chain().command(({ tr }) => tr.deleteRange(place, place + tr.doc.nodeAt(place).nodeSize) && true).focus().run()

// --- How they are shown

const button = (name, sign, word, press) => {
  const made = make("button", { type: "button", className: name, textContent: sign, tabIndex: -1, title: word })
  made.setAttribute("aria-label", word)
  made.addEventListener("click", press)
  return made
}

const showPicture = async (editor, figure, { "data-picture": number, "data-alt": alternative, caption }) => {
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
  const image = small(picture, { alt: alternative || picture.alternative || name, draggable: false })
  image.addEventListener("error", () => image.remove())
  const said = make("span", { className: "said", textContent: caption || picture.caption || words.noCaption })
  const own = alternative ? [make("span", { className: "own", textContent: alternative })] : []
  const about = make("span", { className: picture.is_grave ? "quiet grave" : "quiet", textContent: picture.about })
  figure.replaceChildren(image, make("figcaption", {}, [said, ...own, about]))
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

const isPressed = (event) => Boolean(event.target.closest?.("a, button"))

const figureView = ({ node, editor, getPos }) => {
  const words = wordsOf(editor)
  const shown = make("div", { className: "shown" })
  const isPicture = Boolean(node.attrs["data-picture"])
  const buttons = [
    button("earlier", "↑", words.earlier, () => move(editor, getPos(), -1)),
    button("later", "↓", words.later, () => move(editor, getPos(), 1)),
    button("edit", "✎", words.editWords, () => askForWords(editor, getPos())),
  ]
  const tools = make("div", { className: "tools" }, [
    ...(isPicture ? buttons : []),
    button("remove", "✕", words.remove, () => remove(editor, getPos())),
  ])
  const dom = make("figure", { className: isPicture ? "of-picture" : "of-embed" }, [shown, tools])
  if (isPicture) showPicture(editor, shown, node.attrs)
  else showEmbed(editor, shown, node.attrs["data-embed"] ?? "")
  return { dom, ignoreMutation: () => true, stopEvent: isPressed }
}

const isFigure = (editor, name) => Boolean(chosenFigure(editor)?.attrs[name])

export const NewsFigure = Node.create({
  name: FIGURE,
  group: "block",
  atom: true,
  draggable: true,
  addAttributes() {
    return {
      "data-picture": attribute("data-picture"),
      "data-alt": attribute("data-alt"),
      "data-embed": attribute("data-embed"),
      caption: {
        default: null,
        parseHTML: (element) => element.querySelector(":scope > figcaption")?.textContent.trim() || null,
        rendered: false,
      },
    }
  },
  parseHTML() {
    return [{ tag: "figure[data-picture]" }, { tag: "figure[data-embed]" }]
  },
  renderHTML({ node, HTMLAttributes }) {
    const caption = node.attrs.caption ? [["figcaption", {}, node.attrs.caption]] : []
    return ["figure", mergeAttributes(HTMLAttributes), ...caption]
  },
  addNodeView() {
    return figureView
  },
  addMenuItems({ menu, buttons }) {
    const define = (name, item) => menu.defineItem({ name, groups: "insert", button: buttons.text(""), ...item })
    define("picture", { active: (editor) => isFigure(editor, "data-picture"), command: choosePicture })
    define("pictureWords", {
      priority: 99,
      hidden: (editor) => !isFigure(editor, "data-picture"),
      command: (editor) => askForWords(editor),
    })
    define("embed", { priority: 90, active: (editor) => isFigure(editor, "data-embed"), command: askForEmbed })
  },
  addKeyboardShortcuts() {
    const onChosen = (act) => () => {
      const { editor } = this
      if (!isFigure(editor, "data-picture")) return false
      act(editor, editor.state.selection.from)
      return true
    }
    return {
      F2: onChosen(askForWords),
      "Alt-Enter": onChosen(askForWords),
      "Alt-ArrowUp": onChosen((editor, place) => move(editor, place, -1)),
      "Alt-ArrowDown": onChosen((editor, place) => move(editor, place, 1)),
    }
  },
})

// The editor's node holds pictures alone: what is said of them all is written after them.
const picturesOf = (gallery, caption) => ({
  appendChild: (picture) => gallery.insertBefore(picture, caption),
})

export const NewsGallery = Node.create({
  name: GALLERY,
  group: "block",
  content: `${FIGURE}+`,
  draggable: true,
  addAttributes() {
    return {
      caption: {
        default: null,
        parseHTML: (element) => element.querySelector(":scope > figcaption")?.textContent.trim() || null,
        rendered: false,
      },
    }
  },
  parseHTML() {
    return [{ tag: "figure[data-kind='gallery']" }, { tag: "figcaption", context: `${GALLERY}/`, ignore: true }]
  },
  renderHTML({ node }) {
    const dom = make("figure")
    dom.dataset.kind = "gallery"
    if (!node.attrs.caption) return { dom, contentDOM: dom }
    const caption = dom.appendChild(make("figcaption", { textContent: node.attrs.caption }))
    return { dom, contentDOM: picturesOf(dom, caption) }
  },
  addNodeView() {
    return ({ node, editor, getPos }) => {
      const words = wordsOf(editor)
      const contentDOM = make("div", { className: "pictures" })
      const tools = make("div", { className: "tools" }, [
        button("edit", "✎", words.editGalleryWords, () => askForGalleryWords(editor, getPos())),
        button("remove", "✕", words.remove, () => remove(editor, getPos())),
      ])
      const caption = make("bdi", { className: "said" })
      const head = make("p", { className: "gallery-head", contentEditable: "false" }, [words.gallery, caption, tools])
      const update = (other) => {
        if (other.type.name !== GALLERY) return false
        caption.textContent = other.attrs.caption ?? ""
        return true
      }
      update(node)
      const dom = make("figure", { className: "of-gallery" }, [head, contentDOM])
      const isOurs = ({ target }) => !contentDOM.contains(target)
      // Inside the chosen picture: before the first one, where nothing can be typed, browsers would put the cursor into
      // the paragraph above.
      const setSelection = (anchor, head) => {
        const chosen = contentDOM.children[Math.min(anchor, head)]
        if (chosen) document.getSelection().collapse(chosen, 0)
      }
      const stopEvent = (event) => isPressed(event) && isOurs(event)
      return { dom, contentDOM, update, setSelection, ignoreMutation: isOurs, stopEvent }
    }
  },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "gallery",
      groups: "insert",
      priority: 98,
      button: buttons.text(""),
      active: isInGallery,
      command: chooseGallery,
    })
    menu.defineItem({
      name: "galleryWords",
      groups: "insert",
      priority: 97,
      button: buttons.text(""),
      hidden: (editor) => !isGallery(editor),
      command: (editor) => askForGalleryWords(editor, placeOfGallery(editor)),
    })
  },
})
