// Keeps what is typed: in this browser at once, at the newsroom a moment later. What a crash, a closed tab or an
// ended session left in the browser is offered when the form is opened again.

{
  const form = document.getElementById("article_form")
  const keeping = document.getElementById("keeping")
  if (form && keeping) keep(form, keeping)
  else forgetSaved()

  // After a save that leads elsewhere: the browser gives up its copy once the newsroom says that it has the text.
  async function forgetSaved() {
    try {
      const sent = Object.keys(localStorage)
        .filter((key) => key.startsWith("newsroom:kept:"))
        .map((key) => [key, JSON.parse(localStorage.getItem(key))])
        .filter(([, record]) => record?.submitted)
      if (sent.length === 0) return
      const answer = await fetch(sent[0][1].submitted, { redirect: "error", headers: { Accept: "application/json" } })
      const { saved_windows: done } = await answer.json()
      for (const [key, record] of sent) if (desk.isSaved(key, record, done)) localStorage.removeItem(key)
    } catch {
      // It stays until the form is opened again.
    }
  }

  function keep(form, keeping) {
    const PAUSE = 2000 // after the last keystroke
    const AT_LEAST = 15000 // while somebody types on
    const LOOK = 3000 // for what other scripts put into the form
    const BEACON = 60000 // bytes that a closing page may still send
    const OWN = ["csrfmiddlewaretoken", "window", "sequence", "goes_on_from"]
    const said = keeping.dataset
    const prefix = `newsroom:kept:${said.person}:${said.story}:`
    let place = prefix + form.elements.window.value

    const editors = new WeakMap()
    document.addEventListener("prose-editor:ready", ({ detail }) => editors.set(detail.textarea, detail.editor))

    let sequence = Number(form.elements.sequence.value)
    let sent = sequence
    let first = 0 // when the oldest change was made that is not at the newsroom yet
    let timer = 0
    let busy = false
    let given = "" // the last sentence that was shown
    let isSubmitting = false
    let posted = null // how far the typing was when the form was sent

    const status = document.createElement("p")
    status.className = "keeping-status"
    status.setAttribute("role", "status")
    const row = form.querySelector(".submit-row")
    row ? row.append(status) : form.append(status)
    document.documentElement.classList.add("keeps")

    // --- what is in the form

    function isTyped(name) {
      return !OWN.includes(name) && !name.startsWith("_") && !name.startsWith("merge-") && !name.includes("__prefix__")
    }

    function fields() {
      const found = {}
      for (const [name, value] of new FormData(form)) {
        if (typeof value === "string" && isTyped(name)) (found[name] ??= []).push(value)
      }
      found.revision = [revision()]
      return found
    }

    // The one that the text is written over: beside another text that is saved by now, not yet that one. What is
    // kept from there and taken up another day is asked about once more.
    function revision() {
      return (form.elements["merge-from"] ?? form.elements.revision)?.value ?? ""
    }

    let before = JSON.stringify(fields())
    const saved = before
    const isChanged = () => said.filled === "yes" || before !== saved

    // --- words

    const clock = () =>
      new Intl.DateTimeFormat("en-GB", { timeZone: said.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
        .format(new Date())

    function say(sentence, kind) {
      status.dataset.kind = kind
      if (sentence === given) return
      given = sentence
      status.textContent = sentence
    }

    // --- in this browser

    function writeHere() {
      const record = { sequence, sent, revision: revision(), at: new Date().toISOString() }
      if (posted !== null) Object.assign(record, { posted, submitted: said.tokenAddress })
      const text = JSON.stringify({ ...record, fields: JSON.parse(before) })
      for (const attempt of [1, 2]) {
        try {
          localStorage.setItem(place, text)
          return true
        } catch {
          if (attempt === 1) makeRoom()
        }
      }
      return false
    }

    // Own records that the newsroom has anyway.
    function makeRoom() {
      for (const key of keys(`newsroom:kept:${said.person}:`)) {
        const record = read(key)
        if (key !== place && (!record || record.sent >= record.sequence)) localStorage.removeItem(key)
      }
    }

    function keys(start) {
      try {
        return Object.keys(localStorage).filter((key) => key.startsWith(start))
      } catch {
        return []
      }
    }

    function read(key) {
      try {
        return JSON.parse(localStorage.getItem(key))
      } catch {
        return null
      }
    }

    // --- at the newsroom

    const reach = { tokenAddress: said.tokenAddress, person: said.person }

    function message(number) {
      return {
        fields: JSON.parse(before),
        window: form.elements.window.value,
        sequence: number,
        goes_on_from: form.elements.goes_on_from.value,
        person: Number(said.person),
      }
    }

    async function sendNow({ keepalive = false } = {}) {
      if ((busy && !keepalive) || sent >= sequence || isSubmitting) return
      clearTimeout(timer)
      timer = 0
      busy = true
      const number = sequence
      const isLatest = () => number === sequence
      try {
        const answer = await desk.post(said.address, { values: message(number), ...reach, keepalive })
        sent = Math.max(sent, number)
        first = isLatest() ? 0 : Date.now()
        if (isLatest()) say(answer.sentence, "kept")
        writeHere()
        document.dispatchEvent(new CustomEvent("desk:kept"))
      } catch (trouble) {
        tell(trouble)
      } finally {
        busy = false
        if (sent < sequence) plan()
      }
    }

    function tell(trouble) {
      const isHere = writeHere()
      const sentences = {
        offline: said.offline,
        signedOut: said.signedOut,
        somebodyElse: said.somebodyElse,
        refused: `${said.hereOnly} ${trouble.sentence}`,
      }
      if (isHere) say(sentences[trouble.kind] ?? said.offline, trouble.kind ?? "offline")
      else say(said.nowhere, "nowhere")
      first = Date.now()
    }

    function plan() {
      if (timer) clearTimeout(timer)
      first ||= Date.now()
      const isInTrouble = status.dataset.kind !== "kept" && status.dataset.kind !== "changed"
      const wait = isInTrouble ? AT_LEAST : Math.min(PAUSE, Math.max(0, first + AT_LEAST - Date.now()))
      timer = setTimeout(sendNow, wait)
    }

    function look() {
      const now = JSON.stringify(fields())
      if (now === before) return
      before = now
      sequence += 1
      form.elements.sequence.value = sequence
      const wasChanged = form.dataset.changed
      form.dataset.changed = isChanged() ? "yes" : ""
      if (form.dataset.changed !== wasChanged) document.dispatchEvent(new CustomEvent("desk:changed"))
      const isHere = writeHere()
      if (!["offline", "signedOut", "somebodyElse", "refused"].includes(status.dataset.kind)) {
        say(isHere ? said.changed : said.nowhere, isHere ? "changed" : "nowhere")
      }
      plan()
    }

    form.addEventListener("input", look)
    form.addEventListener("change", look)
    setInterval(look, LOOK)

    document.addEventListener("visibilitychange", () => {
      look()
      if (document.visibilityState === "visible") sendNow()
      else leave()
    })
    window.addEventListener("pagehide", leave)
    window.addEventListener("online", () => sendNow())
    window.addEventListener("offline", () => {
      if (sent < sequence) tell(new desk.Trouble("offline"))
      else say(said.offline, "offline")
    })
    window.addEventListener("focus", () => sendNow())

    function leave() {
      look()
      if (new Blob([before]).size < BEACON) sendNow({ keepalive: true })
    }

    // A page that comes back after its form was sent goes on as a window of its own.
    window.addEventListener("pageshow", (event) => {
      if (!event.persisted || posted === null) return
      isSubmitting = false
      posted = null
      form.elements.window.value = [...crypto.getRandomValues(new Uint8Array(16))]
        .map((byte) => byte.toString(16).padStart(2, "0"))
        .join("")
      place = prefix + form.elements.window.value
    })

    // --- saving: never into a wall

    form.addEventListener("submit", async (event) => {
      look()
      if (isSubmitting) {
        posted = sequence
        writeHere()
        return
      }
      event.preventDefault()
      const submitter = event.submitter
      try {
        await desk.refreshToken(reach)
      } catch (trouble) {
        writeHere()
        const signedOut = trouble.kind === "signedOut" || trouble.kind === "somebodyElse"
        say(signedOut ? said.beforeSavingSignedOut : said.beforeSaving, trouble.kind)
        if (sent < sequence) plan()
        return
      }
      isSubmitting = true
      clearTimeout(timer)
      form.requestSubmit(submitter)
      setTimeout(() => (isSubmitting = false), 5000) // the answer did not come: keep on keeping
    })

    // --- what was left here

    function fill(left) {
      const names = new Set([...Object.keys(left), ...Object.keys(fields())])
      const rows = [...names].filter((name) => name.endsWith("-TOTAL_FORMS"))
      for (const total of rows) {
        const add = document.querySelector(`#${CSS.escape(total.replace("-TOTAL_FORMS", "-group"))} .add-row a`)
        for (let tries = 0; tries < 100; tries += 1) {
          const now = Number(form.elements[total]?.value ?? 0)
          if (!add || now >= Number(left[total]?.[0] ?? 0)) break
          add.click()
        }
      }
      for (const name of names) if (isTyped(name) && !name.endsWith("_FORMS") && name !== "revision") put(name, left[name] ?? [])
      look()
      say(said.offerTaken, "changed")
    }

    function put(name, values) {
      const found = form.elements[name]
      const elements = found instanceof RadioNodeList ? [...found] : found ? [found] : []
      for (const element of elements) {
        if (element.type === "checkbox" || element.type === "radio") {
          element.checked = values.includes(element.value)
        } else if (!name.endsWith("-id") && !name.startsWith("initial-")) {
          element.value = values[0] ?? ""
          editors.get(element)?.commands.setContent(element.value, { emitUpdate: false })
        }
        element.dispatchEvent(new Event("change", { bubbles: true }))
      }
    }

    function offer(key, left) {
      const section = document.createElement("section")
      section.className = "offer"
      const words = document.createElement("p")
      const title = document.createElement("strong")
      title.textContent = said.offerTitle
      const at = new Intl.DateTimeFormat(document.documentElement.lang || "en", {
        timeZone: said.zone,
        dateStyle: "medium",
        timeStyle: "short",
      }).format(new Date(left.at))
      words.append(title, ` ${said.offerText} ${at}`)
      const what = document.createElement("p")
      what.textContent = differing(left.fields).join(" · ")
      const doors = document.createElement("div")
      doors.className = "offer-doors"
      doors.append(
        button(said.offerTake, () => {
          form.elements.revision.value = left.revision
          fill(left.fields)
          localStorage.removeItem(key)
          section.remove()
        }),
        button(said.offerThrow, () => {
          localStorage.removeItem(key)
          section.remove()
        }),
      )
      section.append(words, what, doors)
      document.getElementById("offers")?.append(section)
    }

    function button(label, act) {
      const element = document.createElement("button")
      element.type = "button"
      element.textContent = label
      element.addEventListener("click", act)
      return element
    }

    function differing(left) {
      const now = fields()
      const labels = new Set()
      for (const name of new Set([...Object.keys(left), ...Object.keys(now)])) {
        if (!isTyped(name) || isSame(left[name] ?? [""], now[name] ?? [""])) continue
        const text = form.elements[name]?.labels?.[0]?.textContent?.trim().replace(/:$/, "")
        if (text && name !== "revision") labels.add(text)
        else if (name.startsWith("bylines-") || name.startsWith("related_articles-")) labels.add(heading(name))
        else if (name === "topics") labels.add(form.querySelector(".topic-chooser")?.getAttribute("aria-label") ?? "")
      }
      return [...labels].filter(Boolean)
    }

    const heading = (name) => document.getElementById(`${name.split("-")[0]}-heading`)?.textContent.trim() ?? ""
    const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other)

    // What the newsroom has, or what was saved since, is not offered by the browser too.
    function lookBack() {
      const done = said.savedWindows.split(" ")
      for (const key of keys(prefix)) {
        if (key === place) continue
        const left = read(key)
        const isDone = !left || left.sent >= left.sequence || desk.isSaved(key, left, done)
        if (isDone || differing(left.fields).length === 0) localStorage.removeItem(key)
        else offer(key, left)
      }
    }

    form.dataset.changed = isChanged() ? "yes" : ""
    say(said.unchanged, "kept")
    if (said.filled !== "yes") lookBack()
    if (said.filled === "yes") {
      if (new URL(location.href).searchParams.has("kept")) history.replaceState(null, "", location.pathname)
      sequence += 1
      form.elements.sequence.value = sequence
      writeHere()
      sendNow()
    }
  }
}
