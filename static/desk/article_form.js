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
    place.replaceChildren(image)
  })
}
