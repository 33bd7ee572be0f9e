// Comfort on a story's form; without it everything can be typed and ticked as well.

const form = document.getElementById("article_form")

// Text fields turn round with the language that is chosen.
const language = form?.elements.language
language?.addEventListener("change", () => {
  const fromTheRight = language.dataset.fromTheRight.split(" ").includes(language.value)
  for (const element of form.querySelectorAll("[dir]")) {
    element.lang = language.value
    element.dir = fromTheRight ? "rtl" : "ltr"
  }
})

// Topics: a field that narrows the list to what was typed.
for (const chooser of document.querySelectorAll(".topic-chooser")) {
  const field = document.createElement("input")
  field.type = "search"
  field.placeholder = chooser.dataset.narrow
  field.setAttribute("aria-label", chooser.dataset.narrow)
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLocaleLowerCase()
    for (const box of chooser.querySelectorAll("input[type=checkbox]")) {
      const row = box.closest("label").parentElement
      row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted)
    }
  })
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault()
  })
  chooser.before(field)
}

// What readers get of a picture where the story says nothing of its own: in the text's language, which may change. What
// is to be known before it is used stands beside it.
const showLibraryWords = (chooser, number) => {
  const fields = { caption: form?.elements.lead_caption, alternative: form?.elements.lead_alternative }
  let asked = 0

  const follow = async () => {
    const mine = (asked += 1)
    const key = number.value.trim()
    let found = null
    if (/^[1-9][0-9]{0,17}$/.test(key)) {
      const query = new URLSearchParams({ number: key, language: language?.value ?? "" })
      const answer = await fetch(`${chooser.dataset.words}?${query}`, { headers: { Accept: "application/json" } }).catch(() => null)
      if (answer?.ok && !answer.redirected) found = (await answer.json()).pictures[0]
    }
    if (mine !== asked) return
    for (const [name, field] of Object.entries(fields)) field?.setAttribute("placeholder", found?.[name] ?? "")
    chooser.querySelector(".chosen .said")?.replaceChildren(...(found ? linesOf(found) : []))
  }

  django.jQuery(number).on("change", follow)
  language?.addEventListener("change", follow)
}

const linesOf = ({ caption, alternative, about, is_grave }) => {
  const words = document.createElement("bdi")
  words.textContent = caption || alternative
  const facts = document.createElement("span")
  facts.className = is_grave ? "quiet grave" : "quiet"
  facts.textContent = about
  return [words, document.createElement("br"), facts]
}

// The picture that was chosen in the library's window, which tells of it by jQuery's own event.
for (const chooser of document.querySelectorAll(".picture-chooser")) {
  const number = chooser.querySelector("input")
  django.jQuery(number).on("change", () => {
    const place = chooser.querySelector(".chosen")
    const key = Number.parseInt(number.value, 10)
    if (!key) return place.replaceChildren()
    const image = document.createElement("img")
    image.className = "thumbnail"
    image.alt = ""
    image.src = chooser.dataset.thumbnail.replace("/0/", `/${key}/`)
    image.addEventListener("error", () => image.remove())
    const said = document.createElement("span")
    said.className = "said"
    place.replaceChildren(image, said)
    showOnceMade(image)
  })
  showLibraryWords(chooser, number)
}
