// A small picture that may still be being made: it shows a clock, and itself once the worker has made it.

{
  const LOOKS = [1500, 3000, 6000, 12000, 24000] // milliseconds between looks

  globalThis.showOnceMade = async (image) => {
    const address = image.getAttribute("src")
    for (const pause of LOOKS) {
      const answer = await fetch(address, { method: "HEAD" }).catch(() => null)
      if (image.getAttribute("src") !== address) return // another picture by now
      if (answer?.ok && !answer.headers.get("Content-Type").startsWith("image/svg")) {
        image.src = `${address}?made`
        return
      }
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}
