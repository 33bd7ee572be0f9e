// Slots that move in the page: by dragging their grip, with the arrow keys on it, or with the arrow buttons. Without
// this script the numbers and the buttons do the same on the server; what is sent is the same either way. Whoever
// leaves with an arrangement that is not saved is asked first.

(() => {
  const form = document.getElementById("arrange")
  const list = document.getElementById("slot-list")
  if (!form || !list) return
  const status = document.getElementById("said")
  const slots = () => [...list.querySelectorAll("[data-slot]")]
  let isUnsaved = "unsaved" in form.dataset

  // Where the page goes on once a slot is removed: at the one that takes its place.
  function addressAfter(index, all) {
    return `${form.getAttribute("action")}#${index === all.length - 1 ? "slots" : `slot-${index + 1}`}`
  }

  function renumber() {
    const all = slots()
    isUnsaved = true
    for (const [index, slot] of all.entries()) {
      slot.id = `slot-${index + 1}`
      slot.querySelector("[data-place]").value = index + 1
      slot.querySelector("[data-move=up]").disabled = index === 0
      slot.querySelector("[data-move=down]").disabled = index === all.length - 1
      for (const button of slot.querySelectorAll("button[name=do]")) {
        button.value = button.value.replace(/\d+$/, index + 1)
        if (button.dataset.remove !== undefined) button.formAction = addressAfter(index, all)
      }
    }
  }

  function say(slot) {
    const all = slots()
    const words = { number: all.indexOf(slot) + 1, count: all.length }
    status.textContent = form.dataset.said.replace(/\{(\w+)\}/g, (_, name) => words[name])
  }

  function move(slot, step) {
    const all = slots()
    const target = all[all.indexOf(slot) + step]
    if (!target) return
    if (step < 0) target.before(slot)
    else target.after(slot)
    renumber()
    say(slot)
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]")
    if (!button) return
    event.preventDefault()
    move(button.closest("[data-slot]"), button.dataset.move === "up" ? -1 : 1)
    if (button.disabled) button.parentElement.querySelector("[data-move]:not(:disabled)")?.focus()
    else button.focus()
  })

  list.addEventListener("keydown", (event) => {
    const grip = event.target.closest("[data-grip]")
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!grip || !step) return
    event.preventDefault()
    move(grip.closest("[data-slot]"), step)
    grip.focus()
  })

  // Where the slot would stand if it were let go at this height.
  function passTo(slot, height) {
    const all = slots()
    const place = all.indexOf(slot)
    const middle = (other) => {
      const box = other.getBoundingClientRect()
      return box.top + box.height / 2
    }
    if (place > 0 && height < middle(all[place - 1])) all[place - 1].before(slot)
    else if (place < all.length - 1 && height > middle(all[place + 1])) all[place + 1].after(slot)
  }

  // A slot that is held near an edge of the window has the page pass under it.
  function scrollAt(height) {
    const edge = 64
    if (height < edge) scrollBy(0, -10)
    else if (height > innerHeight - edge) scrollBy(0, 10)
  }

  function take(slot, start) {
    const before = slots()
    const listening = new AbortController()
    let height = start.clientY
    let frame = 0
    const go = () => {
      scrollAt(height)
      passTo(slot, height)
      frame = requestAnimationFrame(go)
    }
    const drop = () => {
      cancelAnimationFrame(frame)
      listening.abort()
      slot.classList.remove("dragged")
      renumber()
      say(slot)
    }
    const giveUp = (event) => {
      if (event.key !== "Escape") return
      event.preventDefault()
      list.append(...before)
      drop()
    }
    const drag = (event) => {
      height = event.clientY
      passTo(slot, height)
    }
    slot.classList.add("dragged")
    addEventListener("pointermove", drag, listening)
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, drop, listening)
    addEventListener("keydown", giveUp, listening)
    frame = requestAnimationFrame(go)
  }

  for (const grip of list.querySelectorAll("[data-grip]")) {
    grip.hidden = false
    grip.addEventListener("pointerdown", (start) => {
      if (!start.button) take(grip.closest("[data-slot]"), start)
    })
  }

  form.addEventListener("input", (event) => {
    if (event.target.name !== "q") isUnsaved = true
  })
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget !== "_blank") isUnsaved = false
  })
  addEventListener("beforeunload", (event) => {
    if (isUnsaved) event.preventDefault()
  })
})()
