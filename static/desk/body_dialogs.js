// The dialogs of the body editor. Markup and words come from the <template>s beside the editor; what is chosen is
// asked of the newsroom, which answers with what the person may see.

const PAUSE = 250 // after the last keystroke in a search

const rootOf = (editor) => editor.options.element.closest(".body-editor")

export const settingsOf = (editor) => rootOf(editor).dataset

export const languageOf = (editor) => rootOf(editor).lang

export const wordsOf = (editor) => JSON.parse(settingsOf(editor).words)

export class Refused extends Error {}

// What the newsroom answers; the sentence of a refusal is the error's.
export const ask = async (editor, address, query, signal) => {
  let answer
  try {
    answer = await fetch(`${address}?${new URLSearchParams(query)}`, { headers: { Accept: "application/json" }, signal })
  } catch (trouble) {
    throw trouble.name === "AbortError" ? trouble : new Refused(wordsOf(editor).offline)
  }
  const isJSON = !answer.redirected && answer.headers.get("Content-Type")?.startsWith("application/json")
  const said = isJSON ? await answer.json() : {}
  if (!answer.ok || !isJSON) throw new Refused(said.sentence ?? wordsOf(editor).refused)
  return said
}

// At the end of the page, since a dialog's form cannot stand inside the story's.
export const openDialog = (editor, name) => {
  const template = rootOf(editor).querySelector(`template[data-dialog="${name}"]`)
  const dialog = document.importNode(template.content, true).querySelector("dialog")
  dialog.addEventListener("close", () => dialog.remove())
  for (const button of dialog.querySelectorAll("[data-close]")) button.addEventListener("click", () => dialog.close())
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}

// A dialog of fields. `take` gets its form; it returns or throws the sentence that says what is wrong with them.
// `defaults` are what stands where a field is left empty.
export const openForm = (editor, name, { values = {}, defaults = {}, take, remove }) => {
  const dialog = openDialog(editor, name)
  const form = dialog.querySelector("form")
  const [first] = form.querySelectorAll("input, textarea, select")
  for (const [field, value] of Object.entries(values)) form.elements[field].value = value
  for (const [field, value] of Object.entries(defaults)) form.elements[field].placeholder = value
  offerRemoval(dialog, remove)
  for (const line of form.querySelectorAll("textarea.prose")) line.addEventListener("keydown", sendWithEnter)
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    try {
      const problem = await take(form)
      if (problem) return showProblem(dialog, first, problem)
      dialog.close()
    } catch (trouble) {
      if (!(trouble instanceof Refused)) throw trouble
      showProblem(dialog, first, trouble.message)
    }
  })
  first.focus()
  first.select?.()
}

// A caption is one line, however many it takes to show.
const sendWithEnter = (event) => {
  if (event.key !== "Enter" || event.isComposing) return
  event.preventDefault()
  event.target.form.requestSubmit()
}

const showProblem = (dialog, field, sentence) => {
  const problem = dialog.querySelector(".dialog-problem")
  problem.id = "body-dialog-problem" // of the one dialog that is open
  problem.textContent = sentence
  field.setAttribute("aria-invalid", "true")
  field.setAttribute("aria-describedby", problem.id)
  field.focus()
  field.addEventListener("input", () => field.removeAttribute("aria-invalid"), { once: true })
}

const offerRemoval = (dialog, remove) => {
  const button = dialog.querySelector(".unlink")
  if (!button || !remove) return
  button.hidden = false
  button.addEventListener("click", () => {
    dialog.close()
    remove()
  })
}

// Where a fresh token is, and for whom; undefined on pages that keep nothing of what is typed.
export const reachOf = () => {
  const { tokenAddress, person } = document.getElementById("keeping")?.dataset ?? {}
  return tokenAddress && { tokenAddress, person }
}

// Files sent to the library from its chooser, chosen or dropped, one after the other, and taken. What they resemble is
// said on the pictures' own pages.
const offerUpload = (dialog, status, takeThem) => {
  const chooser = dialog.querySelector("[data-upload]")
  if (!chooser) return
  const words = chooser.dataset
  const reach = reachOf()

  const sendAll = async (files) => {
    const [taken, refused] = [[], []]
    chooser.disabled = true
    for (const [place, file] of files.entries()) {
      const which = files.length > 1 ? ` ${place + 1}/${files.length}` : ""
      const onProgress = (part) => (status.textContent = `${words.sending}${which} ${Math.round(part * 100)}%`)
      onProgress(0)
      try {
        const said = await sendPicture(words.upload, file, { onProgress, reach })
        if (!said.picture) throw said
        taken.push(said.picture)
      } catch (trouble) {
        refused.push(`${file.name}: ${trouble.sentence || words[trouble.kind] || words.failed}`)
      }
    }
    chooser.disabled = false
    chooser.value = ""
    if (!dialog.open) return
    status.textContent = refused.join(" ")
    if (taken.length) takeThem(taken, { areSomeRefused: refused.length > 0 })
  }

  chooser.addEventListener("change", () => sendAll([...chooser.files]))
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files")
  dialog.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault())
  dialog.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    if (!chooser.disabled) sendAll([...event.dataTransfer.files])
  })
}

// A dialog to search and choose in. `shown` makes what a found record's button holds; `take` gets the chosen record, or
// `takeAll` those that were pressed, in the order in which they were.
export const openChooser = (editor, name, { address, query, records, shown, take, takeAll, remove }) => {
  const dialog = openDialog(editor, name)
  const field = dialog.querySelector("[name=q]")
  const status = dialog.querySelector(".dialog-status")
  const list = dialog.querySelector("ul")
  const more = dialog.querySelector(".more")
  const several = takeAll && choosingSeveral(editor, dialog, takeAll)
  let timer = 0
  let asking = null
  let before = null

  const row = (record) => {
    const item = document.createElement("li")
    const button = document.createElement("button")
    button.type = "button"
    button.append(...shown(record))
    button.addEventListener("click", () => {
      if (several) return several.press(record)
      dialog.close()
      take(record)
    })
    item.append(button)
    several?.show(record, button)
    return item
  }

  const look = async ({ further = false } = {}) => {
    clearTimeout(timer)
    asking?.abort()
    asking = new AbortController()
    status.textContent ||= wordsOf(editor).looking
    try {
      const asked = { ...query, q: field.value.trim(), ...(further ? { before } : {}) }
      const said = await ask(editor, address, asked, asking.signal)
      const rows = said[records].map(row)
      const wasInList = list.contains(document.activeElement) // somebody walks through what an earlier search found
      if (further) list.append(...rows)
      else list.replaceChildren(...rows)
      if (further || wasInList) (rows[0]?.querySelector("button") ?? field).focus()
      before = said.before ?? null
      if (more) more.hidden = !before
      status.textContent = said.sentence
    } catch (trouble) {
      if (trouble.name !== "AbortError") status.textContent = trouble.message
    }
  }

  offerRemoval(dialog, remove)
  offerUpload(dialog, status, (sent, { areSomeRefused }) => {
    if (several) {
      for (const record of sent) several.hide(record)
      list.prepend(...sent.map(row))
      for (const record of sent) several.choose(record)
      return
    }
    if (!areSomeRefused) dialog.close() // else it says which
    for (const record of sent) take(record)
  })
  field.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(look, PAUSE)
  })
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault()
    look()
  })
  more?.addEventListener("click", () => look({ further: true }))
  dialog.addEventListener("keydown", (event) => walk(event, field, list))
  const returned = () => document.visibilityState === "visible" && look() // from uploading in another tab
  document.addEventListener("visibilitychange", returned)
  dialog.addEventListener("close", () => {
    asking?.abort()
    clearTimeout(timer)
    document.removeEventListener("visibilitychange", returned)
  })
  field.focus()
  look()
}

// What was pressed stays chosen while somebody searches for more; pressed again, it is not.
const choosingSeveral = (editor, dialog, takeAll) => {
  const insert = dialog.querySelector(".insert")
  const chosen = new Map()
  const buttons = new Map()

  const mark = () => {
    const places = [...chosen.keys()]
    for (const [number, button] of buttons) {
      const place = places.indexOf(number) + 1
      button.setAttribute("aria-pressed", String(place > 0))
      button.dataset.place = place || ""
    }
    insert.disabled = chosen.size === 0
    insert.textContent = wordsOf(editor).chosen.replace("%(count)s", chosen.size)
  }

  insert.addEventListener("click", () => {
    dialog.close()
    takeAll([...chosen.values()])
  })
  mark()
  return {
    press(record) {
      if (!chosen.delete(record.number)) chosen.set(record.number, record)
      mark()
    },
    hide(record) {
      buttons.get(record.number)?.closest("li")?.remove()
    },
    choose(record) {
      chosen.set(record.number, record)
      mark()
    },
    show(record, button) {
      buttons.set(record.number, button)
      mark()
    },
  }
}

// Up and down lead through what was found, as Tab does.
const walk = (event, field, list) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const stops = [field, ...list.querySelectorAll("button")]
  const at = stops.indexOf(document.activeElement)
  if (!step || at < 0 || !stops[at + step]) return
  event.preventDefault()
  stops[at + step].focus()
}

// Asks about records by number, many at once, each once: what an open body shows of its pictures and links.
export const lookUp = (setting, records) => {
  const known = new WeakMap() // by the editor's element, which outlives no editor

  const fetchAll = async (editor, wanted) => {
    const numbers = [...wanted.keys()]
    for (let start = 0; start < numbers.length; start += 50) {
      const part = numbers.slice(start, start + 50)
      const query = [["language", languageOf(editor)], ...part.map((number) => ["number", number])]
      try {
        const said = await ask(editor, settingsOf(editor)[setting], query)
        const found = new Map(said[records].map((record) => [String(record.number), record]))
        for (const number of part) wanted.get(number)(found.get(number) ?? null)
      } catch {
        for (const number of part) wanted.get(number)(undefined) // unknown: asked again another time
      }
    }
  }

  return (editor, number) => {
    const root = rootOf(editor)
    if (!known.has(root)) known.set(root, { answers: new Map(), wanted: null })
    const state = known.get(root)
    if (!/^[1-9][0-9]{0,17}$/.test(number)) return Promise.resolve(null)
    if (!state.answers.has(number)) {
      if (!state.wanted) {
        state.wanted = new Map()
        queueMicrotask(() => {
          const wanted = state.wanted
          state.wanted = null
          fetchAll(editor, wanted)
        })
      }
      const answer = new Promise((resolve) => state.wanted.set(number, resolve))
      state.answers.set(number, answer)
      answer.then((record) => record === undefined && state.answers.delete(number))
    }
    return state.answers.get(number)
  }
}
