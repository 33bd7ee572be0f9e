// Notes on a story: they are sent and refreshed without leaving the page, and a name is completed after an @.
// Without this, the page of the notes does all of it but the completing.

const EVERY = 15_000
const JSON_PLEASE = { Accept: "application/json" }

function isSignedOut(response) {
  return response.redirected && new URL(response.url).pathname.endsWith("/login/")
}

class Talk {
  constructor(section) {
    this.section = section
    this.lines = section.querySelector("[data-talk-lines]")
    this.said = section.querySelector("[data-talk-said]")
    this.form = section.querySelector(".talk-form")
    section.addEventListener("submit", (event) => this.send(event))
    if (this.form) {
      this.form.hidden = false
      section.querySelector("[data-talk-without-script]")?.remove()
      new Calling(this.form)
    }
    if (section.dataset.talk) {
      this.timer = setInterval(() => document.hidden || this.refresh(), EVERY)
      document.addEventListener("visibilitychange", () => document.hidden || this.refresh())
    }
  }

  say(text) {
    this.said.textContent = text
  }

  // What somebody is about to press is not taken away under their hands.
  async refresh({ own = false } = {}) {
    if (!this.section.dataset.talk || !this.timer) return
    if (!own && this.lines.contains(document.activeElement)) return
    const headers = this.mark ? { "If-None-Match": this.mark } : {}
    const response = await fetch(this.section.dataset.talk, { headers, cache: "no-store" }).catch(() => null)
    if (!response || response.status === 304) return
    if (isSignedOut(response) || response.status === 404) return this.stop()
    if (!response.ok) return
    this.mark = response.headers.get("ETag")
    this.show(await response.text(), { own, open: response.headers.get("X-Open-Notes") })
  }

  show(page, { own, open }) {
    const before = this.newest()
    const parsed = new DOMParser().parseFromString(page, "text/html")
    this.lines.replaceChildren(...parsed.body.childNodes)
    const count = this.section.querySelector("[data-talk-count]")
    if (count) count.textContent = Number(open) || ""
    if (!own && this.newest() !== before) this.say(this.section.dataset.fresh)
  }

  newest() {
    return this.lines.querySelector(".talk-line")?.id
  }

  stop() {
    clearInterval(this.timer)
    this.timer = null
    this.say(this.section.dataset.signedOut)
  }

  async send(event) {
    const form = event.target
    if (!this.section.dataset.talk) return
    event.preventDefault()
    const button = form.querySelector("button")
    button.disabled = true
    const body = new URLSearchParams(new FormData(form))
    const response = await fetch(form.action, { method: "POST", body, headers: JSON_PLEASE }).catch(() => null)
    button.disabled = false
    if (response && isSignedOut(response)) return this.stop()
    const answer = await response?.json().catch(() => null)
    if (response?.status === 403 && !answer) return form.submit() // an old token: the page that answers has a new one
    if (form === this.form) this.noteSent(answer, response)
    await this.refresh({ own: true })
    if (form !== this.form) this.lines.querySelector(`form[action="${new URL(form.action).pathname}"] button`)?.focus()
  }

  noteSent(answer, response) {
    if (response?.ok) this.form.reset()
    this.say(answer ? (answer.sentences ?? [answer.sentence]).join("\n") : this.form.dataset.failed)
  }
}

// Offers the people who can be called while a name is typed after an @.
class Calling {
  constructor(form) {
    this.field = form.elements.text
    this.list = form.querySelector(".talk-people")
    this.address = form.dataset.people
    this.field.setAttribute("aria-autocomplete", "list")
    this.field.setAttribute("aria-controls", this.list.id)
    this.field.addEventListener("input", () => this.look())
    this.field.addEventListener("keydown", (event) => this.press(event))
    this.field.addEventListener("blur", () => this.close())
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault()
      const option = event.target.closest("li")
      if (option) this.take(option)
    })
  }

  typed() {
    const before = this.field.value.slice(0, this.field.selectionStart)
    return /(?:^|[^\p{L}\p{N}_@.+/-])[\u05d0-\u05ea\u0621-\u064a]{0,3}@([\p{L}\p{N}_.+-]{1,150})$/u.exec(before)?.[1]
  }

  async look() {
    const typed = this.typed()
    if (!typed) return this.close()
    const query = new URLSearchParams({ q: typed })
    const response = await fetch(`${this.address}?${query}`, { headers: JSON_PLEASE }).catch(() => null)
    if (!response?.ok || isSignedOut(response) || this.typed() !== typed) return
    this.offer((await response.json()).people)
  }

  offer(people) {
    this.list.replaceChildren(...people.map((person, index) => this.option(person, index)))
    this.list.hidden = people.length === 0
    this.choose(0)
  }

  option(person, index) {
    const option = document.createElement("li")
    option.id = `note-person-${index}`
    option.setAttribute("role", "option")
    option.dataset.username = person.username
    for (const text of [`@${person.username}`, person.name]) {
      const part = document.createElement("bdi")
      part.textContent = text
      option.append(part, " ")
    }
    return option
  }

  choose(index) {
    const options = [...this.list.children]
    this.chosen = options.length ? (index + options.length) % options.length : -1
    for (const [place, option] of options.entries()) {
      option.setAttribute("aria-selected", String(place === this.chosen))
    }
    if (this.chosen < 0) this.field.removeAttribute("aria-activedescendant")
    else this.field.setAttribute("aria-activedescendant", options[this.chosen].id)
  }

  press(event) {
    if (this.list.hidden) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.field.form.requestSubmit()
      return
    }
    const acts = {
      ArrowDown: () => this.choose(this.chosen + 1),
      ArrowUp: () => this.choose(this.chosen - 1),
      Enter: () => this.take(this.list.children[this.chosen]),
      Tab: () => this.take(this.list.children[this.chosen]),
      Escape: () => this.close(),
    }
    if (!acts[event.key]) return
    event.preventDefault()
    acts[event.key]()
  }

  take(option) {
    const end = this.field.selectionStart
    this.field.setRangeText(`${option.dataset.username} `, end - this.typed().length, end, "end")
    this.close()
  }

  close() {
    this.list.hidden = true
    this.list.replaceChildren()
    this.field.removeAttribute("aria-activedescendant")
  }
}

for (const section of document.querySelectorAll(".talk")) new Talk(section)
