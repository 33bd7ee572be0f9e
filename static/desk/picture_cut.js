// The focal point and the crops of a picture, set by pointer or keys and seen at once in every use. What is sent is
// what stands in the number fields; without this script those are written by hand.

(() => {
  const { around, moved, stretched, scaled, read, written, clamp, round } = globalThis.pictureBoxes
  const part = document.getElementById("cutting")
  const picture = part?.querySelector(".cut-picture")
  const whole = picture?.querySelector("img")
  if (!whole) return
  const own = Number(part.dataset.width) / Number(part.dataset.height)
  const mark = picture.querySelector(".focal-mark")
  const cropBox = picture.querySelector(".crop-box")
  const mover = cropBox.querySelector(".crop-move")
  const said = part.querySelector(".cut-said")
  const numbers = ["x", "y"].map((axis) => document.getElementById(`id_focal_${axis}`))
  const cuts = [...part.querySelectorAll(".cut")].map((row) => ({
    row,
    shape: row.dataset.ratio ? Number(row.dataset.ratio) / own : 0,
    field: row.querySelector(".cut-numbers input"),
    frame: row.querySelector(".cut-frame"),
  }))
  let drawn = null // the use whose crop is being drawn

  const focal = () => numbers.map((field) => clamp(Number(field.value) || 0, 0, 1))
  const boxOf = (cut) => read(cut.field.value) ?? around(focal(), cut.shape)
  const percent = (value) => `${value * 100}%`
  const filled = (words, values) =>
    words.replace(/\{(\w+)\}/g, (_, name) => (name in values ? values[name] : ""))
  const inPercent = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Math.round(value * 100)]))

  function place(element, [left, top, width, height]) {
    const style = { left, top, width, height }
    for (const [name, value] of Object.entries(style)) element.style[name] = percent(value)
  }

  function preview(cut) {
    const [left, top, width, height] = boxOf(cut)
    const image = cut.frame.querySelector("img") ?? cut.frame.appendChild(new Image())
    image.alt = ""
    if (image.getAttribute("src") !== whole.getAttribute("src")) image.src = whole.getAttribute("src")
    cut.frame.style.aspectRatio = String((width / height) * own)
    place(image, [-left / width, -top / height, 1 / width, 1 / height])
    const isDrawn = cut.field.value.trim() !== ""
    cut.row.querySelector(".cut-how").textContent = isDrawn ? part.dataset.byHand : part.dataset.around
    cut.row.querySelector("[data-give-up]").hidden = !isDrawn
    cut.row.querySelector("[data-draw]").setAttribute("aria-pressed", String(cut === drawn))
    cut.row.classList.toggle("drawing", cut === drawn)
  }

  function show() {
    const [x, y] = focal()
    mark.style.left = percent(x)
    mark.style.top = percent(y)
    mark.setAttribute("aria-label", focalWords())
    for (const cut of cuts) preview(cut)
    cropBox.hidden = !drawn
    if (drawn) {
      place(cropBox, boxOf(drawn))
      mover.setAttribute("aria-label", boxWords(drawn))
    }
  }

  const focalWords = () => filled(part.dataset.focal, inPercent({ left: focal()[0], top: focal()[1] }))

  function boxWords(cut) {
    const [left, top, width, height] = boxOf(cut)
    return filled(part.dataset.box, { use: cut.row.dataset.name, ...inPercent({ left, top, width, height }) })
  }

  function setFocal(x, y) {
    numbers[0].value = round(clamp(x, 0, 1))
    numbers[1].value = round(clamp(y, 0, 1))
    show()
    said.textContent = focalWords()
  }

  function setBox(box) {
    drawn.field.value = written(box)
    show()
    said.textContent = boxWords(drawn)
  }

  function draw(cut) {
    drawn = cut === drawn ? null : cut
    if (drawn && !read(drawn.field.value)) drawn.field.value = written(boxOf(drawn))
    show()
    if (!drawn) return
    picture.scrollIntoView({ block: "nearest" })
    mover.focus()
  }

  function stopDrawing() {
    const { row } = drawn
    drawn = null
    show()
    row.querySelector("[data-draw]").focus()
  }

  // A pointer's place in the picture, as fractions.
  function placeOf(event) {
    const box = picture.getBoundingClientRect()
    return [clamp((event.clientX - box.left) / box.width, 0, 1), clamp((event.clientY - box.top) / box.height, 0, 1)]
  }

  // Follows a pointer from where it was pressed until it is let go.
  function follow(event, onMove) {
    event.preventDefault()
    picture.setPointerCapture(event.pointerId)
    const moving = (next) => onMove(placeOf(next))
    picture.addEventListener("pointermove", moving)
    const end = () => picture.removeEventListener("pointermove", moving)
    picture.addEventListener("pointerup", end, { once: true })
    picture.addEventListener("pointercancel", end, { once: true })
  }

  picture.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return
    const corner = event.target.dataset.corner?.split(" ").map(Number)
    if (drawn && corner) {
      const before = boxOf(drawn)
      mover.focus()
      follow(event, (at) => setBox(stretched(before, corner, at, drawn.shape)))
    } else if (drawn && event.target === mover) {
      const [before, from] = [boxOf(drawn), placeOf(event)]
      mover.focus()
      follow(event, (at) => setBox(moved(before, at[0] - from[0], at[1] - from[1])))
    } else if (!drawn || event.target === mark) {
      setFocal(...placeOf(event))
      mark.focus()
      follow(event, (at) => setFocal(...at))
    }
  })

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

  picture.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const arrow = ARROWS[event.key]
    const step = event.shiftKey ? 0.1 : 0.01
    const onBox = drawn && event.target === mover
    if (event.key === "Escape" && drawn) stopDrawing()
    else if (arrow && onBox) setBox(moved(boxOf(drawn), arrow[0] * step, arrow[1] * step))
    else if (arrow) setFocal(focal()[0] + arrow[0] * step, focal()[1] + arrow[1] * step)
    else if (onBox && "+=".includes(event.key)) setBox(scaled(boxOf(drawn), 1.05))
    else if (onBox && "-_−".includes(event.key)) setBox(scaled(boxOf(drawn), 1 / 1.05))
    else return
    event.preventDefault()
  })

  for (const cut of cuts) {
    cut.row.querySelector(".cut-buttons").hidden = false
    cut.row.querySelector("[data-draw]").addEventListener("click", () => draw(cut))
    cut.row.querySelector("[data-give-up]").addEventListener("click", () => {
      cut.field.value = ""
      if (drawn === cut) drawn = null
      show()
      cut.row.querySelector("[data-draw]").focus()
    })
    cut.field.addEventListener("input", show)
  }
  for (const field of numbers) field.addEventListener("input", show)

  const suggestion = part.querySelector("[data-suggested]")
  if (suggestion) {
    suggestion.hidden = false
    suggestion.addEventListener("click", () => setFocal(...suggestion.dataset.suggested.split(" ").map(Number)))
  }

  part.classList.add("live")
  part.querySelector(".cut-stage").hidden = false
  show()
})()
