// Sends pictures to the library, two at a time. The promise of each gives what the newsroom says of it; it fails with
// the newsroom's own sentence (`sentence`), or with what went wrong (`kind`): offline, signedOut, somebodyElse, failed.

{
  const AT_ONCE = 2
  const waiting = []
  let sending = 0

  const goOn = () => {
    while (sending < AT_ONCE && waiting.length) {
      sending += 1
      waiting.shift()().finally(() => {
        sending -= 1
        goOn()
      })
    }
  }

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
  const sendTwice = async (address, file, { reach, ...how }) => {
    try {
      return await sendOnce(address, file, how)
    } catch (trouble) {
      if (trouble.kind !== "outOfDate" || !reach) throw trouble
      await desk.refreshToken(reach)
      return sendOnce(address, file, how)
    }
  }

  // `onStart` is called once it is the picture's turn.
  globalThis.sendPicture = (address, file, { fields = {}, onStart = () => {}, onProgress = () => {}, reach }) =>
    new Promise((resolve, reject) => {
      waiting.push(() => {
        onStart()
        return sendTwice(address, file, { fields, onProgress, reach }).then(resolve, reject)
      })
      goOn()
    })
}
