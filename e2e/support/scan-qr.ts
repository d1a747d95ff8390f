import type { Locator } from "@playwright/test";
import jsQR from "jsqr";

/** What a camera reads from the code in a picture of it, or null if it cannot. */
export async function scanQr(code: Locator): Promise<string | null> {
  const picture = (await code.screenshot()).toString("base64");
  const page = await code.page().context().newPage();
  try {
    const { width, height, data } = await page.evaluate(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = image.width;
      canvas.height = image.height;
      const context = canvas.getContext("2d");
      if (!context) throw new Error("this browser has no canvas");
      context.drawImage(image, 0, 0);
      const pixels = context.getImageData(0, 0, image.width, image.height);
      return { width: image.width, height: image.height, data: [...pixels.data] };
    }, picture);
    return (
      jsQR(new Uint8ClampedArray(data), width, height, { inversionAttempts: "dontInvert" })?.data ??
      null
    );
  } finally {
    await page.close();
  }
}
