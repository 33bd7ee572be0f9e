// Sends one picture to the library. The promise gives what the newsroom says of it; it fails with the newsroom's own
// sentence (`sentence`), or with what went wrong (`kind`): offline, signedOut, somebodyElse, failed.

{
  const tokenField = () => document.querySelector("input[name=csrfmiddlewaretoken]")

  const sendOnce = (address, file, { fields, onProgress }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest() // fetch tells nothing of what is on its way
      const fail = (kind, said = {}) => reject(Object.assign(new Error(kind), { kind, ...said }))
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.set(name, value)
      body.set("file", file)
      request.open("POST", address)
      request.responseType = "text"
      request.setRequestHeader("Accept", "application/json")
      request.setRequestHeader("X-CSRFToken", tokenField()?.value ?? "")
      request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total))
      request.addEventListener("error", () => fail("offline"))
      request.addEventListener("load", () => {
        const isJSON = request.getResponseHeader("Content-Type")?.startsWith("application/json")
        if (!isJSON) return fail(request.status < 400 ? "signedOut" : request.status === 403 ? "outOfDate" : "failed")
        const said = JSON.parse(request.responseText)
        if (request.status < 400) resolve(said)
        else fail("refused", said)
      })
      request.send(body)
    })

  // `reach` says where a fresh token is, and for whom: a sign-in in another tab makes the page's own worthless.
  globalThis.sendPicture = async (address, file, { fields = {}, onProgress = () => {}, reach }) => {
    try {
      return await sendOnce(address, file, { fields, onProgress })
    } catch (trouble) {
      if (trouble.kind !== "outOfDate") throw trouble
      await desk.refreshToken(reach)
      return sendOnce(address, file, { fields, onProgress })
    }
  }
}
