// Tells the newsroom that this window has the story open, and says here who else has, who took it over, and whether
// somebody has saved since.

{
  const section = document.getElementById("presence")
  if (section) attend(section)

  function attend(section) {
    const EVERY = 20000
    const SOON = 5000 // somebody who types learns of others sooner
    const form = document.getElementById("article_form")
    const said = section.dataset
    const name = form?.elements.window?.value || crypto.getRandomValues(new Uint32Array(4)).join("-")
    const alerts = section.querySelector(".presence-alerts")
    const list = section.querySelector(".presence-others")
    const takeOver = section.querySelector(".take-over")
    const reach = { tokenAddress: said.tokenAddress, person: said.person }
    let isGone = false
    let isBusy = false
    let toldAt = 0

    const values = (more = {}) => ({
      window: name,
      changed: form?.dataset.changed === "yes",
      revision: form?.elements.revision?.value ?? "",
      ...more,
    })

    async function tell() {
      if (isGone || isBusy) return
      isBusy = true
      toldAt = Date.now()
      try {
        show(await desk.post(said.address, { values: values(), ...reach }))
      } catch {
        // The line that says whether changes are kept says this too.
      } finally {
        isBusy = false
      }
    }

    function show({ others, take_overs: taken, newer, may_save: maySave }) {
      write(list, others.map((other) => other.sentence), "li")
      const alarms = taken.map((row) => row.sentence)
      if (newer) alarms.push(newer.sentence)
      if (form?.elements.window && !maySave) alarms.push(said.cannotSave)
      write(alerts, alarms, "p")
      if (takeOver) takeOver.hidden = !others.some((other) => !other.is_self)
      section.hidden = others.length === 0 && alarms.length === 0
    }

    function write(place, sentences, tag) {
      const now = [...place.children].map((element) => element.textContent)
      if (JSON.stringify(now) === JSON.stringify(sentences)) return // or a screen reader would say it again
      place.replaceChildren(
        ...sentences.map((sentence) => {
          const element = document.createElement(tag)
          const isolated = document.createElement("bdi")
          isolated.textContent = sentence
          element.append(isolated)
          return element
        }),
      )
    }

    takeOver?.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault()
      const reason = event.target.elements.reason.value
      try {
        const answer = await desk.post(event.target.action, { values: { reason }, ...reach })
        takeOver.open = false
        const note = document.createElement("p")
        note.className = "take-over-done"
        note.setAttribute("role", "status")
        note.textContent = answer.sentence
        takeOver.after(note)
        tell()
      } catch (trouble) {
        if (trouble.sentence) write(alerts, [trouble.sentence], "p")
        else event.target.submit()
      }
    })

    window.addEventListener("pagehide", () => {
      isGone = true
      desk.post(said.address, { values: values({ leaving: true }), ...reach, keepalive: true, again: false }).catch(() => {})
    })
    window.addEventListener("pageshow", (event) => {
      isGone = false
      if (event.persisted) tell()
    })
    document.addEventListener("desk:changed", tell)
    document.addEventListener("desk:kept", () => {
      if (Date.now() - toldAt > SOON) tell()
    })
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") tell()
    })
    tell()
    setInterval(tell, EVERY)
  }
}
