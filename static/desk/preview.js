// The preview beside a story's form: what stands there now, shown a second after typing stops; and small comforts
// on the preview's own pages, which work without it.

const PAUSE = 1000
const WIDE = 1100 // CSS pixels that a page gets to be wide in, scaled down to the pane
const BESIDE = window.matchMedia("(min-width: 64rem)")

// Page, width and theme change in place; another revision has other pages, so that its button fetches them.
const choices = document.getElementById("preview-choices")
choices?.addEventListener("change", ({ target }) => {
  if (target.name === "revision") return
  const shown = new URL(location).searchParams.get("revision") ?? ""
  const query = new URLSearchParams(new FormData(choices))
  query.set("revision", shown)
  const device = document.querySelector(".device")
  const inner = new URL(device.querySelector("iframe").src)
  inner.search = query
  device.className = `device device-${query.get("width")} theme-${query.get("theme")}`
  device.querySelector("iframe").contentWindow.location.replace(inner)
  history.replaceState(null, "", `?${query}`)
})

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value)
    button.textContent = button.dataset.copied
  })
}

const pane = document.getElementById("preview-pane")
const form = document.getElementById("article_form")
if (pane && form) startPane()

function startPane() {
  const toggle = document.getElementById("preview-toggle")
  const status = pane.querySelector(".preview-status")
  const frames = pane.querySelector(".preview-frames")
  const sheets = form.querySelector(".sheets")
  let timer, asking

  toggle.parentElement.hidden = false
  sheets.append(pane)
  toggle.addEventListener("click", () => (pane.open ? pane.close() : open()))
  pane.querySelector("[data-close]").addEventListener("click", () => pane.close())
  pane.addEventListener("close", closed)
  pane.addEventListener("change", (event) => {
    event.stopPropagation() // nothing of the story has changed
    dress()
    refresh()
  })
  pane.addEventListener("input", (event) => event.stopPropagation())
  BESIDE.addEventListener("change", () => pane.open && pane.close())
  for (const kind of ["input", "change"]) form.addEventListener(kind, typed)
  new ResizeObserver(scale).observe(frames)

  function open() {
    if (BESIDE.matches) {
      pane.show()
      toggle.focus() // the form stays where one writes
    } else {
      pane.showModal()
    }
    sheets.classList.add("previewing")
    toggle.setAttribute("aria-expanded", "true")
    dress()
    refresh()
  }

  function closed() {
    clearTimeout(timer)
    asking?.abort()
    sheets.classList.remove("previewing")
    toggle.setAttribute("aria-expanded", "false")
    toggle.focus()
  }

  function typed() {
    if (!pane.open) return
    clearTimeout(timer)
    timer = setTimeout(refresh, PAUSE)
  }

  function chosen(name) {
    return pane.querySelector(`[data-choice=${name}]`).value
  }

  // One request at a time: a newer one calls off the one before.
  async function refresh() {
    clearTimeout(timer)
    asking?.abort()
    const own = (asking = new AbortController())
    status.textContent = pane.dataset.busy
    try {
      const address = `${pane.dataset.typed}?theme=${chosen("theme")}`
      const response = await fetch(address, { method: "POST", body: new FormData(form), signal: own.signal })
      if (!response.ok || response.redirected) throw new Error(response.status)
      show(await response.text())
      status.textContent = pane.dataset.fresh
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = pane.dataset.failed
    }
  }

  // The new document is loaded behind the old one, which stays until then: no flicker, and no entry in the history.
  function show(html) {
    const before = frames.querySelector("iframe:not(.coming)")
    for (const frame of frames.querySelectorAll(".coming")) frame.remove()
    const frame = document.createElement("iframe")
    frame.className = "coming"
    frame.title = pane.getAttribute("aria-label")
    frame.setAttribute("sandbox", pane.dataset.sandbox)
    frame.srcdoc = html
    frame.addEventListener("load", () => {
      const place = before?.contentWindow?.scrollY ?? 0
      frame.contentWindow.scrollTo(0, place)
      before?.remove()
      frame.className = ""
      scale()
    })
    frames.append(frame)
    scale()
  }

  function dress() {
    const isPhone = chosen("width") === "phone"
    frames.classList.toggle("device-phone", isPhone)
    frames.classList.toggle("device-wide", !isPhone)
    frames.classList.toggle("theme-dark", chosen("theme") === "dark")
    scale()
  }

  function scale() {
    const factor = chosen("width") === "phone" ? 1 : Math.min(1, frames.clientWidth / WIDE)
    frames.style.setProperty("--scale", factor)
  }
}
