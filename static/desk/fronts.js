// Slots that move in the page: by dragging their grip, with the arrow keys on it, or with the arrow buttons. Without
// this script the numbers and the buttons do the same on the server; what is sent is the same either way.

(() => {
  const form = document.getElementById("arrange")
  const list = document.getElementById("slot-list")
  if (!form || !list) return
  const status = document.getElementById("said")
  const slots = () => [...list.querySelectorAll("[data-slot]")]

  // Where the page goes on once a slot is removed: at the one that takes its place.
  function addressAfter(index, all) {
    return `${form.getAttribute("action")}#${index === all.length - 1 ? "slots" : `slot-${index + 1}`}`
  }

  function renumber() {
    const all = slots()
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

  for (const grip of list.querySelectorAll("[data-grip]")) {
    grip.hidden = false
    grip.addEventListener("pointerdown", (start) => {
      if (start.button) return
      const slot = grip.closest("[data-slot]")
      const drag = (event) => passTo(slot, event.clientY)
      const drop = () => {
        slot.classList.remove("dragged")
        removeEventListener("pointermove", drag)
        for (const name of ["pointerup", "pointercancel"]) removeEventListener(name, drop)
        renumber()
        say(slot)
      }
      slot.classList.add("dragged")
      addEventListener("pointermove", drag)
      for (const name of ["pointerup", "pointercancel"]) addEventListener(name, drop)
    })
  }
})()
