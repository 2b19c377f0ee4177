// Lets the snow hill move while a reader wants it to. The film is what pictures/snow_hill_moving.py
// draws, frame by frame, as a test proves: what stands in each cell, and for how many frames.
addEventListener("DOMContentLoaded", async () => {
  const FILM = "pVlJkiQpDLzXK8Ksb3OIDnZIs3rDfKD//45BDkhCSdW0dR8yk1gAITkuF3n5p/zjLpf6V8sfl3eZLp9AzYhmomZCM/amd/RqNc8fHgQ9HV/6vbedreHJsze9p+dln+Jp3PM0kDFgreJn8DRi/dfdrrSr+N7w/evlqBfdpYtQ6ev98/ndp3Dbf3r5/LCf/s6P0/2vPq59lle8/eXCZp+L9OU+ruj6/UxXkezM/k5XbP1eePqldx+/xqLFjcqhJjLK/xIk3VQv7C4WHHh60NohKCp6lZ+kzSDzQHfZB1OzmC547zFAUzhWq1fPjSM8X7q9t7WczVCtwCtWE+zuskbr6SdId5M4+PjySSGzTHQWg8SyIXRD5eefINGgMr/S3Q3swLtL92YuBDnYRV+l3O3ybbMaX3F+XFqObdh4fcmRGiED13jddShTKBeCxbF7fMT3mq9UyOX5Hme1Jxi/NjSKrXbOEXPMA93FwEVmMV3w3mPAprCs1q6eG5gGvnz23tZy2azSirxiNcEJl9ukzj+Inr/QSE6HuM9FJHQTDl6VcErU+4rPnbEWB8zUieGi8AwAaAD3lyyAcV/9KoC6Du5TWwG4dFolABMOiDhvD7NhJFmByxS7pVhC7u4gqNcAZPq7jnB1MgTG0xgkEud2oFXcHSh++ruZSDoU5eeFacmfirhU3OW5wTwDQrGnAZUKpGFrCfYXmfIdM0KbpovKCWoJAmg1mXpusBrXZW1mOxjLD1nMTyPfAIr8DiQefGAtoGVQ0AdhZYJFXJkVkWwEhkL3fO8fHHBPD2rofRAVhNmlPBaZtoRdDMy/ExFRoT1I++/omkQELbXQrnMxwXkZFB3zknMCHo5IYBb3ZHtVvp8g1sEWmOz+FRQoKjMRUfAwPC1mmUStuhigyCxmLEkGCmVKbh5J2eAz8WU1W8BMNq2Y0PSZ16rGZkdBmGZ3WOY+PZZQ3QL3+xuRoOeXjEXYHOXV1jqEqTWI2r/3dBLspTH8SQaXN/S+CYw/RqyrkLxrY244yhk7DHv6ucuV4IUeBLrfA4HIFbBvLP2C1MmKQ34gUb4oNBaWjauFAONRre2hNBwt4TaZWnUxgJFZzFiSCBRWRXTmEx8bmGa+LKrzwqZsUGmVU2lg9gLbORLlYWLYDm5lfUAFV2rrTncFAXMkVNCTi1dFqPutQJk1AH14uTGL+pf/Gnu/jcGpBfxF2fuO3Tcxr/0zcngSSeKnsbSw0laWH6og3GWWo7QwkgIpT1srlWVERxlKPrUrQ+3Gt7jUMMFL3i1AdRgaea97FFK0t5euEBYz0FOBNAwtwT6kxtnFgFJmMWNJchaDRWuWAxnv4HRc7lVmTzuHbE1p1UNNkDZ+Te2wQp7cMUpN0SyvACUorgHk/lpAJ6FaqIXUZR+BJJbFqDr7M2rKW/r3nxnA/f+zhN8iUhK55NKpVPvGQkHtUJy1OHHYmQNqiXTBzKeEOJRtoQ8RxhiBFlMjwghnYmckYmJANH1VXRhRKiQ0ofDrHGIJoqFljvMpNbZDiBVBmh4ipMVcgW+1BPxTax6Mkg6HVDI8z6taja1yS2ClA0NbptV7YhqeUF8lVXFFnG7lcgUKSFmqNArqiJNyuwfD1KFjB7v2e+CnwMUxVW031sFiNixGtLqgfH8UpmB8rsm+OyITKBOHkrxZO4nWS7stKd9WeqH7ooE+n5Ut87dVRN51qPhZIFCOgmxh1yQ9DvIpG6ojU4FK2Y9IpUd8PymzylLwtwPTcRlX4+FwSuagyQeRlc2W8LB9MkfZSqxRXvF4KOtHXq9vBuFo0pUZE/cgyfsyqpK6tFsKMBLVFkBLtdirtnW2GftaBnEZLuVfK1BHSfX3QnWBcwLSw62OjK6D+xuV+zDNbd7jE7wK/YIUk0lItEOUyl5AYLidq8ouP4WIhFuEI02oD0mtSjFnCNocl8oodT8elR57OS7gVUgK+5G/LJyLuBoOh1IyR2W07ls0OLYvYBR4/bAteDyIuD5mcRN4xKYTvnQbVXwMQ50OugXjUCgTnQORQW2UTR77ehyFtkWT9HaeBA101jsMhRn7GkGwOGTI9W6IHNi4wz5P3uI1IfuC7JUG3sm4k69oh8CY/+q/ie+JeBPHwDn5yD95OCswyirlHPIy9mvLVqEqrOzxVpBo72Kslh0rOy9LqLcHX8B4Dv9WiCsjWaMoEMXtpF8hk8u2ag4oylYOJbMnuRU8myYgZ+eADfc1g1VzXTotPSPLUYE0ThtDWWeGbOqololIM59HBjqPpKUPQYjqvlU6waKNgXo6eH1OxTXXSP8KT4dD2K5dJ86eV2V2jJOplfr142yhvwmmrlM3+PRqfXsgy+M05Bn/dfm+hUaXPN+kDx1lfPrYRfgdxx9h4+ii7Q7eYhWgj+oUrCSPIqq+ddKBpbKxftB0BBwc/i90dSAW3m9V/R8l8BAECcKtrJCw79QkhltqNwepCvD/AQ==";
  const ENDS = [0, 206, 319];
  const WIDTH = 41;
  const words = document.querySelector("script").dataset;
  const hill = document.querySelector("[data-moves]");
  const strokes = [...hill.querySelectorAll("path")].slice(1);
  const calm = matchMedia("(prefers-reduced-motion:reduce)");
  const button = document.createElement("button");
  const packed = Uint8Array.from(atob(FILM), letter => letter.charCodeAt());
  const whole = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const cells = (await new Response(whole).text()).split("\n").map(
    line => line.replace(/(\D)(\d+)/g, (_, mark, times) => mark.repeat(times)));
    let frame = 0, timer;
    const draw = () => strokes.forEach((stroke, place) => stroke.setAttribute("d", cells.map((cell, at) =>
    cell[frame] === ".:=#O*"[place] ? `M${at % WIDTH} ${2 * Math.floor(at / WIDTH) + 1}h1` : "").join("")));
    const name = text => {
      button.textContent = text;
      button.setAttribute("aria-label", `${text}: ${hill.querySelector("desc").textContent}`);
    };
    const stop = () => {
      timer = clearTimeout(timer);
      name(words.start);
    };
    const step = () => {
      draw();
      if (frame === ENDS.at(-1)) {
        frame = 0;
        return stop();
      }
      frame = calm.matches ? ENDS.find(end => end > frame) : frame + 1;
      timer = setTimeout(step, calm.matches ? 4000 : 250);
    };
    button.onclick = () => {
      if (timer) return stop();
      name(words.pause);
      step();
    };
    name(words.start);
    hill.after(button);
  });
