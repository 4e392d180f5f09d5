// Spellings made alike for searching: case, accents, and in Arabic vowel signs, the tatweel and
// the letters that are written for one another.

const ARABIC: Record<string, string> = {
  أ: "ا",
  إ: "ا",
  آ: "ا",
  ٱ: "ا",
  ى: "ي",
  ئ: "ي",
  ؤ: "و",
  ة: "ه",
  ک: "ك",
  ی: "ي",
};
const MARKS = /[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200c-\u200f\u061c]/g;
const TURN = /[أإآٱىئؤةکی]/g;

export function fold(text: string): string {
  return text
    .normalize("NFKC")
    .replace(TURN, (c) => ARABIC[c])
    .normalize("NFD")
    .replace(MARKS, "")
    .replace(TURN, (c) => ARABIC[c])
    .toLowerCase()
    .replace(/ı/g, "i")
    .replace(/[’‘ʻʼʿʾ`']/g, "")
    .replace(/[-–—_/\s]+/g, " ")
    .trim();
}
