// Gives the sentences that scripts show; the page carries them in the reader's language.
export function words(name) {
  return document.getElementById("script-words")?.dataset[name] ?? "";
}

export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}
