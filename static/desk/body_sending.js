// Pictures that are pasted or dropped: each goes to the library, by the door that every picture goes through, and stands
// in the text once it is there. Until then, and where it is refused, its place holds a notice that is no part of the text.
import { Extension, pm } from "django-prose-editor/editor"
import { reachOf, settingsOf, wordsOf } from "newsroom/body_dialogs"
import { make } from "newsroom/body_parts"

const { Plugin, PluginKey } = pm.state
const { Decoration, DecorationSet } = pm.view
const KEY = new PluginKey("sentPictures")
const HOLDERS = ["doc", "newsAside", "newsGallery"] // what a picture may stand in

let lastNumber = 0

// --- Where they go

// The nearest place for a picture: after the paragraph, list or table that the position is in, before an empty one.
const placeAt = (doc, position) => {
  const $at = doc.resolve(position)
  let depth = $at.depth
  if (HOLDERS.includes($at.node(depth).type.name)) return position
  while (!HOLDERS.includes($at.node(depth - 1).type.name)) depth -= 1
  const isEmpty = $at.node(depth).isTextblock && $at.node(depth).content.size === 0
  return isEmpty ? $at.before(depth) : $at.after(depth)
}

// Of several in one place the earlier stay before what is put there, and the later go after it.
const moved = ({ item, place }, mapping, settled) => {
  const goesAfter = settled && item.number > settled.number
  const at = mapping.maps.reduce((at, map, step) => map.map(at, goesAfter && step === 0 ? 1 : -1), place)
  return { item, place: at }
}

const next = (transaction, waiting) => {
  const { added = [], settled, dismissed } = transaction.getMeta(KEY) ?? {}
  const kept = waiting.filter(({ item }) => item !== settled && item !== dismissed)
  return [...kept.map((one) => moved(one, transaction.mapping, settled)), ...added]
}

const notices = (state) => {
  const shown = KEY.getState(state).map(({ item, place }) =>
    Decoration.widget(place, item.notice, { side: -1, key: `sent-${item.number}`, stopEvent: () => true, ignoreSelection: true }),
  )
  return DecorationSet.create(state.doc, shown)
}

export const SentPictures = Extension.create({
  name: "sentPictures",
  addProseMirrorPlugins() {
    const state = { init: () => [], apply: next }
    return [new Plugin({ key: KEY, state, props: { decorations: notices } })]
  },
})

// --- How they are sent

const onTheWay = new Set()

const itemOf = (editor, file) => {
  lastNumber += 1
  const name = make("bdi", { className: "name", textContent: file.name })
  const said = make("span", { className: "said" })
  const progress = make("progress", { max: 1 })
  progress.setAttribute("aria-label", file.name)
  const tries = make("span", { className: "tries" })
  const notice = make("div", { className: "sending-picture", lang: document.documentElement.lang }, [name, said, progress, tries])
  return { number: lastNumber, editor, file, notice, said, progress, tries }
}

const tell = ({ editor }, ...parts) => editor.storage.cleanPaste.tell(...parts)

const settle = (item, { sentence, picture, address }) => {
  const { state, schema, view } = item.editor
  const { place } = KEY.getState(state).find((one) => one.item === item)
  const at = placeAt(state.doc, place)
  const figure = schema.nodes.newsFigure.create({ "data-picture": String(picture.number) })
  const transaction = state.tr.insert(at, figure)
  if (at === state.doc.content.size) transaction.insert(at + figure.nodeSize, schema.nodes.paragraph.create()) // to write on
  view.dispatch(transaction.setMeta(KEY, { settled: item }))
  tell(item, `${sentence} `, make("a", { href: address, target: "_blank", textContent: wordsOf(item.editor).describe }))
}

const dismiss = (item) => {
  const { editor } = item
  editor.view.dispatch(editor.state.tr.setMeta(KEY, { dismissed: item }))
  editor.commands.focus()
}

const refuse = (item, sentence, { mayTryAgain = false } = {}) => {
  const words = wordsOf(item.editor)
  const button = (word, press) => {
    const made = make("button", { type: "button", textContent: word })
    made.addEventListener("click", press)
    return made
  }
  item.said.textContent = sentence
  item.progress.hidden = true
  item.notice.classList.add("refused")
  if (mayTryAgain) item.tries.append(button(words.tryAgain, () => send(item)))
  item.tries.append(button(words.leaveOut, () => dismiss(item)))
  tell(item, make("bdi", { textContent: item.file.name }), `: ${sentence}`)
  held.delete(formOf(item.editor)) // somebody decides first what becomes of it
}

const begin = (item) => {
  item.said.textContent = wordsOf(item.editor).waiting
  item.progress.hidden = false
  item.progress.value = 0
  item.notice.classList.remove("refused")
  item.tries.replaceChildren()
}

const send = async (item) => {
  const [words, settings] = [wordsOf(item.editor), settingsOf(item.editor)]
  begin(item)
  if (item.file.size > Number(settings.mostBytes)) return refuse(item, words.tooLarge)
  const onStart = () => (item.said.textContent = words.sending)
  const onProgress = (part) => {
    item.progress.value = part
    if (part < 1) return
    item.progress.removeAttribute("value")
    item.said.textContent = words.lookedAt
  }
  onTheWay.add(item)
  try {
    const said = await sendPicture(settings.upload, item.file, { onStart, onProgress, reach: reachOf() })
    if (item.editor.isDestroyed) return
    if (said.picture) settle(item, said)
    else refuse(item, said.sentence)
  } catch (trouble) {
    if (!trouble.kind) throw trouble
    refuse(item, trouble.sentence ?? words.notSent[trouble.kind] ?? words.notSent.failed, { mayTryAgain: !trouble.sentence })
  } finally {
    onTheWay.delete(item)
    letGo(formOf(item.editor))
  }
}

// Sends files, each for its place in the text as `transaction` makes it.
export const sendPictures = (editor, files, transaction = editor.state.tr) => {
  const added = files.map(({ file, place }) => ({ item: itemOf(editor, file), place: placeAt(transaction.doc, place) }))
  editor.view.dispatch(transaction.setMeta(KEY, { added }))
  for (const { item } of added) send(item)
}

// --- A form that is saved meanwhile waits for them, so that none is left behind

const held = new Map() // forms, with what they were sent with

const formOf = (editor) => editor.options.element.closest("form")

const isWaiting = (form) => [...onTheWay].some(({ editor }) => formOf(editor) === form)

const letGo = (form) => {
  if (!held.has(form) || isWaiting(form)) return
  const submitter = held.get(form)
  held.delete(form)
  form.requestSubmit(submitter)
}

const hold = (event) => {
  if (!isWaiting(event.target)) return
  event.preventDefault()
  event.stopPropagation()
  held.set(event.target, event.submitter)
  const [{ editor }] = [...onTheWay].filter((item) => formOf(item.editor) === event.target)
  tell({ editor }, wordsOf(editor).saveWaits)
}

document.addEventListener("submit", hold, true)
addEventListener("beforeunload", (event) => onTheWay.size && event.preventDefault())

// A browser would leave the page for a file that is dropped beside the text.
for (const name of ["dragover", "drop"]) {
  addEventListener(name, (event) => {
    const isForUs = event.dataTransfer?.types.includes("Files") && !event.target.closest?.("input[type=file]")
    if (isForUs) event.preventDefault()
  })
}
