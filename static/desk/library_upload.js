// The page that sends many pictures: each as a request of its own as soon as it is dropped or chosen, two at a time.
// Without this the form sends them all together.

const form = document.getElementById("upload-form")
const list = document.querySelector(".sent-pictures")
const telling = document.querySelector(".sending-status")
const zone = form.querySelector(".drop-zone")
const chooser = form.elements.file
const words = form.dataset
const AT_ONCE = 2
const LOOKS = [1500, 3000, 6000, 12000, 24000] // milliseconds between looks for a picture that is being made

const waiting = []
const counts = { taken: 0, refused: 0 }
let sending = 0

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

// The picture itself, once the worker has made it.
const lookFor = async (image) => {
  const address = image.getAttribute("src")
  for (const [number, pause] of LOOKS.entries()) {
    const answer = await fetch(address).catch(() => null)
    if (answer?.ok && !answer.headers.get("Content-Type").startsWith("image/svg")) {
      if (number) image.src = `${address}?made`
      return
    }
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

const show = ({ row }, said) => {
  counts.taken += 1
  const parsed = new DOMParser().parseFromString(said.row, "text/html").querySelector("li.sent")
  const shown = document.importNode(parsed, true)
  row.replaceWith(shown)
  lookFor(shown.querySelector("img"))
}

const addressOf = (form) => form.getAttribute("action") || location.href

const send = async ({ file, fields, shown }) => {
  shown.said.textContent = words.sending
  const onProgress = (part) => {
    shown.progress.value = part
    if (part === 1) {
      shown.said.textContent = words.looking
      shown.progress.removeAttribute("value")
    }
  }
  try {
    show(shown, await sendPicture(addressOf(form), file, { fields, onProgress }))
  } catch (trouble) {
    refuse(shown, trouble.sentence ?? words[trouble.kind] ?? words.failed)
  }
}

const goOn = () => {
  while (sending < AT_ONCE && waiting.length) {
    sending += 1
    send(waiting.shift()).finally(() => {
      sending -= 1
      goOn()
    })
  }
  if (!sending && !waiting.length && counts.taken + counts.refused) {
    telling.textContent = words.allDone.replace("{taken}", counts.taken).replace("{refused}", counts.refused)
  }
}

const take = (files) => {
  const fields = Object.fromEntries(["credit", "source", "collection"].map((name) => [name, form.elements[name].value]))
  if (form.elements.again.checked) fields.again = "on"
  telling.textContent = ""
  for (const file of files) {
    const shown = rowFor(file)
    list.append(shown.row)
    if (file.size > Number(words.mostBytes)) refuse(shown, words.tooLarge)
    else waiting.push({ file, fields, shown })
  }
  goOn()
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
  if (sending || waiting.length) event.preventDefault()
})

// From a story's form: the window goes, and its picture is in the form.
list.addEventListener("click", (event) => {
  const link = event.target.closest("[data-popup-opener]")
  if (!link || !globalThis.opener) return
  event.preventDefault()
  globalThis.opener.dismissRelatedLookupPopup(window, link.dataset.popupOpener)
})
