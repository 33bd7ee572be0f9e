// What a reader's eyes and fingers meet on a page. All but `settle`, `dress` and `focus` return complaints, at most five.
(() => {
  const MOST = 5

  const named = (element) => {
    const tag = element.tagName.toLowerCase()
    const classes = [...element.classList].map((name) => `.${name}`).join("")
    return `${tag}${classes}: ${element.textContent.trim().slice(0, 40)}`
  }

  const isShown = (element) => element.checkVisibility() && element.getClientRects().length > 0

  // Under the pages' policy no style element comes in from outside: what a reader sets is a sheet made by script.
  const dress = (css) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets = css ? [sheet] : []
  }

  // Until all letters and pictures are there, those too that would come when somebody scrolls to them.
  const settle = async () => {
    for (const picture of document.images) picture.loading = "eager"
    await Promise.allSettled([document.fonts.ready, ...[...document.images].map((picture) => picture.decode())])
  }

  // The page is no wider than the screen, and nothing is cut off but what scrolls or is meant for ears alone.
  const overflow = () => {
    const found = []
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) found.push(`page: ${scrollWidth} > ${clientWidth}`)
    for (const element of document.body.querySelectorAll("*")) {
      if (!isShown(element) || element.closest(".unseen, .visually-hidden, .skip, .frame, svg")) continue
      const style = getComputedStyle(element)
      const clips = [style.overflowX, style.overflowY].some((value) => ["hidden", "clip"].includes(value))
      const isCut = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1
      const isField = element.matches("input, select, textarea") // what stands in one scrolls by itself
      if (clips && isCut && !isField) found.push(`cut: ${named(element)}`)
      if (element.closest(".wide")) continue
      const isOutside = (box) => box.width > 1 && (box.left < -1 || box.right > clientWidth + 1)
      if ([...element.getClientRects()].some(isOutside)) found.push(`outside: ${named(element)}`)
    }
    return found.slice(0, MOST)
  }

  // WCAG 2.5.8: 24 by 24, but for links in the run of a text.
  const targets = () => {
    const isInText = (link) => {
      const block = link.closest("p, li, dd, figcaption, td, th, cite, h1, h2, h3, h4")
      const isInline = getComputedStyle(link).display === "inline"
      return isInline && block && block.textContent.trim() !== link.textContent.trim()
    }
    const isWholeTeaser = (link) => getComputedStyle(link, "::after").position === "absolute"
    const largest = (boxes, side) => Math.max(...boxes.map((box) => box[side]))
    const found = []
    for (const target of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
      if (!isShown(target) || isInText(target) || isWholeTeaser(target) || target.closest(".skip, [aria-hidden]")) continue
      const parts = [target, ...target.querySelectorAll("*"), ...(target.labels ?? [])]
      const boxes = parts.map((part) => part.getBoundingClientRect())
      const [width, height] = [largest(boxes, "width"), largest(boxes, "height")]
      if (width < 24 || height < 24) found.push(`${named(target)} ${Math.round(width)} by ${Math.round(height)}`)
    }
    return found.slice(0, MOST)
  }

  // Lines of at most 90 characters, letters of 16 px in a story, lines 1.4 times as high.
  const lines = () => {
    const found = []
    for (const paragraph of document.querySelectorAll("main p, main li")) {
      if (!isShown(paragraph) || paragraph.textContent.length < 120) continue
      const style = getComputedStyle(paragraph)
      const size = parseFloat(style.fontSize)
      const least = paragraph.closest(".body") && !paragraph.closest(".facts-box, .embed") ? 16 : 13
      const leading = parseFloat(style.lineHeight) / size
      const longest = charactersInLine(paragraph, size)
      if (longest > 90 || size < least || leading < 1.4)
        found.push(`${longest} characters, ${size} px, ${leading.toFixed(2)}: ${named(paragraph)}`)
    }
    return found.slice(0, MOST)
  }

  const charactersInLine = (paragraph, size) => {
    const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
    const counts = new Map()
    while (texts.nextNode()) {
      const text = texts.currentNode
      for (let at = 0; at < text.length; at += 1) {
        const range = document.createRange()
        range.setStart(text, at)
        range.setEnd(text, at + 1)
        const line = Math.round(range.getBoundingClientRect().bottom / size)
        counts.set(line, (counts.get(line) ?? 0) + 1)
      }
    }
    return Math.max(...counts.values())
  }

  // Arabic and Hebrew have no slanted letters, and Arabic ones join.
  const slanted = () => {
    const found = []
    for (const element of document.querySelectorAll("body *")) {
      const style = getComputedStyle(element)
      const isMarked = style.fontStyle !== "normal" || parseFloat(style.letterSpacing) > 0
      if (isMarked && /^(ar|he)/.test(element.closest("[lang]").lang)) found.push(named(element))
    }
    return found.slice(0, MOST)
  }

  // Where the focus is: its place in the document, whether it shows, and whether something lies over it.
  const focus = () => {
    const element = document.activeElement
    if (element === document.body) return null
    const style = getComputedStyle(element)
    const box = element.getClientRects()[0]
    const over = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 10))
    return {
      place: [...document.querySelectorAll("*")].indexOf(element),
      name: named(element),
      shows: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      isCovered: !over || !(element.contains(over) || over.contains(element)),
    }
  }

  // No line of one part of a story lies over a line of another.
  const overlaps = () => {
    const lines = []
    for (const part of document.querySelectorAll(".body > *")) {
      const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
      while (texts.nextNode()) {
        const range = document.createRange()
        range.selectNodeContents(texts.currentNode)
        for (const box of range.getClientRects()) lines.push({ part, box })
      }
    }
    const isOver = (one, other) =>
      Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
      Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 2
    const found = lines.filter((one) => lines.some((other) => one.part !== other.part && isOver(one.box, other.box)))
    return [...new Set(found.map((line) => `covered: ${named(line.part)}`))].slice(0, MOST)
  }

  // What a picture's `sizes` say: the first length whose condition holds.
  const said = (sizes) => {
    const [, , length] = sizes
      .split(/\s*,\s*/)
      .map((part) => part.match(/^(?:(\(.*\))\s+)?(\S+)$/))
      .find(([, condition]) => !condition || matchMedia(condition).matches)
    const em = parseFloat(getComputedStyle(document.documentElement).fontSize)
    return parseFloat(length) * (length.endsWith("vw") ? innerWidth / 100 : length.endsWith("rem") ? em : 1)
  }

  // Pictures that are asked for much smaller or larger than they are shown, or whose place moves when they come.
  const pictures = () => {
    const found = []
    for (const picture of document.querySelectorAll("main img")) {
      if (!isShown(picture)) continue
      const ratio = said(picture.sizes) / picture.getBoundingClientRect().width
      const about = `${picture.parentElement.parentElement.className} ${picture.parentElement.parentElement.parentElement.className}`
      if (ratio < 0.93 || ratio > 1.25) found.push(`${ratio.toFixed(2)} times as wide: ${about}`)
      if (!picture.getAttribute("width") || !picture.getAttribute("height")) found.push(`no size: ${about}`)
    }
    return [...new Set(found)].slice(0, MOST)
  }

  return { settle, dress, overflow, overlaps, targets, lines, slanted, focus, pictures }
})()
