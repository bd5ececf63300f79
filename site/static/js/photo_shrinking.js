// Makes a photo smaller on the device. That also leaves behind where and with what it was taken.

const LONGEST_SIDE = 2560;
const QUALITY = 0.85;
// For a line of 64 kbit/s: less than half a minute a photo, and still enough for half a printed page.
const LIGHT = 200 * 1024;
const LIGHTER = [[1920, 0.75], [1600, 0.7], [1600, 0.55], [1280, 0.55], [1024, 0.5], [1024, 0.3]];

export function isPicture(file) {
  return file.type.startsWith("image/") || /\.hei[cf]$/i.test(file.name ?? "");
}

export function isHeavy(blob) {
  return blob.size > LIGHT;
}

// The file itself if it is no picture, or one that this browser cannot read; the server can, and cleans it.
export async function smaller(file, { isThin = false } = {}) {
  if (!isPicture(file)) return file;
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file;
  }
  try {
    let made = await drawn(picture, LONGEST_SIDE, QUALITY, file.type);
    for (const [side, quality] of isThin ? LIGHTER : []) {
      if (!made || made.size <= LIGHT) break;
      made = await drawn(picture, side, quality, file.type);
    }
    // Even a larger one is taken: it carries no place and no name of the telephone.
    return made ?? file;
  } catch {
    return file;
  } finally {
    picture.close();
  }
}

function drawn(picture, longestSide, quality, type) {
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  // A drawing with transparent parts would get a black ground as JPEG.
  return new Promise((resolve) => canvas.toBlob(resolve, type === "image/jpeg" ? "image/jpeg" : "image/webp", quality));
}
