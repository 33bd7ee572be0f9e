// The page that sends many pictures: each as a request of its own as soon as it is dropped or chosen.
// Without this the form sends them all together.

const form = document.getElementById("upload-form")
const list = document.querySelector(".sent-pictures")
const telling = document.querySelector(".sending-status")
const zone = form.querySelector(".drop-zone")
const chooser = form.elements.file
const words = form.dataset
const reach = { tokenAddress: words.tokenAddress, person: words.person }
const TOKEN = "csrfmiddlewaretoken" // sent as it is then, which may be another one by now

const counts = { taken: 0, refused: 0 }
let onTheWay = 0

const make = (name, properties = {}, children = []) => {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...children)
  return element
}

const rowFor = (file) => {
  const progress = make("progress", { max: 1, value: 0 })
  progress.setAttribute("aria-label", file.name)
  const said = make("p", { className: "said", textContent: words.waiting })
  const name = make("p", { className: "name" }, [make("bdi", { textContent: file.name })])
  const row = make("li", { className: "sent" }, [make("div", {}, [name, said, progress])])
  return { row, said, progress }
}

const refuse = ({ row, said, progress }, sentence) => {
  counts.refused += 1
  row.classList.add("refused")
  said.textContent = sentence
  progress.remove()
}

// The file is still in this page: what kept it from the newsroom may be over.
const offerAgain = ({ file, fields, shown }, { isInRow }) => {
  const button = make("button", { type: "button", className: "button", textContent: words.again })
  button.setAttribute("aria-label", `${words.again}: ${file.name}`)
  button.addEventListener("click", () => {
    counts.refused -= 1
    const next = rowFor(file)
    next.progress.tabIndex = -1
    shown.row.replaceWith(next.row)
    next.progress.focus()
    begin({ file, fields, shown: next })
  })
  shown.said.after(make("p", { className: "next" }, [button]))
  if (isInRow) button.focus()
}

const hasFocus = (row) => row.contains(document.activeElement) // of somebody who has pressed its button

const show = ({ row }, said) => {
  const isInRow = hasFocus(row)
  counts.taken += 1
  const parsed = new DOMParser().parseFromString(said.row, "text/html").querySelector("li.sent")
  const shown = document.importNode(parsed, true)
  row.replaceWith(shown)
  if (isInRow) shown.querySelector(".next a").focus()
  for (const image of shown.querySelectorAll("img")) showOnceMade(image)
}

const addressOf = (form) => form.getAttribute("action") || location.href

const send = async (piece) => {
  const { file, fields, shown } = piece
  const onStart = () => (shown.said.textContent = words.sending)
  const onProgress = (part) => {
    shown.progress.value = part
    if (part === 1) {
      shown.said.textContent = words.looking
      shown.progress.removeAttribute("value")
    }
  }
  try {
    show(shown, await sendPicture(addressOf(form), file, { fields, onStart, onProgress, reach }))
  } catch (trouble) {
    const isInRow = hasFocus(shown.row)
    refuse(shown, trouble.sentence || words[trouble.kind] || words.failed)
    if (trouble.kind !== "refused") offerAgain(piece, { isInRow })
  }
}

const tellOnceThrough = () => {
  if (onTheWay || !(counts.taken + counts.refused)) return
  telling.textContent = words.allDone.replace("{taken}", counts.taken).replace("{refused}", counts.refused)
}

const begin = (piece) => {
  onTheWay += 1
  send(piece).finally(() => {
    onTheWay -= 1
    tellOnceThrough()
  })
}

const take = (files) => {
  const typed = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== TOKEN)
  const fields = Object.fromEntries(typed)
  telling.textContent = ""
  for (const file of files) {
    const shown = rowFor(file)
    list.append(shown.row)
    if (file.size > Number(words.mostBytes)) refuse(shown, words.tooLarge)
    else begin({ file, fields, shown })
  }
  tellOnceThrough()
}

chooser.addEventListener("change", () => {
  take([...chooser.files])
  chooser.value = ""
})
form.addEventListener("submit", (event) => event.preventDefault())
form.querySelector(".submit-row").hidden = true
form.querySelector(".drag").hidden = false

const carriesFiles = (event) => event.dataTransfer?.types.includes("Files")
// Beside the zone, too: a browser would leave the page for a picture that is dropped there.
addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return
  event.preventDefault()
  zone.classList.add("is-over")
})
addEventListener("dragleave", (event) => event.relatedTarget || zone.classList.remove("is-over"))
addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return
  event.preventDefault()
  zone.classList.remove("is-over")
  take([...event.dataTransfer.files])
})
addEventListener("beforeunload", (event) => {
  if (onTheWay) event.preventDefault()
})

// From a story's form: the window goes, and its picture is in the form.
list.addEventListener("click", (event) => {
  const link = event.target.closest("[data-popup-opener]")
  if (!link || !globalThis.opener) return
  event.preventDefault()
  globalThis.opener.dismissRelatedLookupPopup(window, link.dataset.popupOpener)
})
