// Asks, once a headline is typed, whether the desk has the story already. Without it the saved page says the same.

const section = document.getElementById("similar")
const form = document.getElementById("article_form")
const headline = form?.elements.headline
let last = headline?.value.trim()

const row = (story) => {
  const item = document.createElement("li")
  const link = document.createElement("a")
  const name = document.createElement("bdi")
  const about = document.createElement("span")
  link.href = story.address
  Object.assign(name, { lang: story.language, dir: story.direction, textContent: story.headline })
  Object.assign(about, { className: "quiet", textContent: story.about })
  link.append(name)
  item.append(link, " ", about)
  return item
}

const ask = async () => {
  const typed = headline.value.trim()
  if (typed === last) return
  last = typed
  const query = new URLSearchParams({ headline: typed, language: form.elements.language?.value ?? "", not: section.dataset.not })
  try {
    const answer = await fetch(`${section.dataset.address}?${query}`, { headers: { Accept: "application/json" } })
    if (!answer.ok || answer.redirected || last !== typed) return
    const { sentence, stories } = await answer.json()
    section.querySelector("p").textContent = sentence
    section.querySelector("ul").replaceChildren(...stories.map(row))
    section.hidden = stories.length === 0
  } catch {
    // a comfort that may fail
  }
}

if (section && headline) headline.addEventListener("change", ask)
