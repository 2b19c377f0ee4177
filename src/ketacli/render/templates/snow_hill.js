// Lets the snow hill move while a reader wants it to. The film is what pictures/snow_hill_moving.py
// draws, frame by frame, as a test proves: each line is a cell, column by column, with its marks
// and for how many frames each of them stands there. The last one stays.
(async () => {
  const FILM = "zVhLkuMqENz3KRQxu7eQqeKvCJ/hXcD3P8dQWYCwLMu/7pheyAhZgiQrK/lMbOJ/NJEvP18TmzRW8lAhM1ZorPBYsWPFjRU/VkKvnFpVyljLVMusJZtaUi25lraWrpa1eQ4DgNb32/2chh4+a+kA8Ysj49ovp4bQ1h4tfefYb5H8rBBG/dGoP/6pbisjvfIcAqZt009TfHoizB8m5eljJqz5n+ZvyEDo1DptDGLtlfxq7h3nwNriezm0fr/NJMtHGXV6lEs21wGPsJKtD92bXhu5NFCoXK5CzamGbT/e/e/9oKPN+zkQo/59T5ynJ6F3bT2hUJI+PdVxdtixcrpipwrup+yJ3AjknmPE8sJM3k7s19dBK3kzJT/QL3QRCxVkeMIN3nf1atSzdEysTyCsRGvooTB248dbqXlpWvDUf51wR9EIXAFEzpbbBCQ21jAOxCFcXD5aUuF4EQ0tzsyh/OWk4yDNkvSeXXka3a0EfW4AyRC+HJh10r500vCJSCnEyaocyQQwEJsAdUACIwstnud07c8hKAQ0FLMGgJVC29jED2ix9Ypankt53iv14jNfX3/K8z9SvnNRPofFz1VfXypjmyqaOCADwyOU8tIWCp4P5dAVFZh79wOUeI6AUkiCjI30mGyhS0LtG+kCiIEoSAhyiafcNbWTkSEQuSlpGGD4fv0KSvGIWYCSbXtqpcGQ5yjSNDWTvqYMwbKgiJAChGSNhr3F06YhlMN1PrriflhvuHk1xCWscXEzT2Sv8JFKPCDK0J78xDjnifOVMvGzeoGQNDPqSELQKVUvOVcdNaj7hK2nWfnYgg9Ql7u0eOF9UR+ycUc5rKlcwMY2lFHEGuKNiGPtPqCrx4F4CCV1EScVsQ67aCrolAt/AhZxryXl2asltrAIOyRhkYCFGgHgTrOdXKimBBOSxznVDKFmhlB04NYwvK1ZXlZTExAJrLDal7/SSdxwd6RdN/iAXe8/syTRbhll12Q3St5Lr3gD7z0h3Y2oQ0TBPTxILcCvtsh9ZtHIiP+0iTDptBGE+a0Qe7kdgrL6+VCac1RhCqvAA6GEVBK/xF6UY3mMd89T1cQAbMfmS/ZUoGZJ0sWlcIXRhs4VFw9e2WGvjuJUmphYyfntygjLrE4XsYU1E6wqO2VUWO7atS0sW5XEY8MdaN2fnI6MeMh5ktElnWZyyavQlhCwYVJ9uKqDwZhYtV1AAGCqSNkvebbrnuLS1klKqcxA8NwiLjDlpAOsPlSbZY6KGt2vusITvn2onSdGTHR9CPaD2EDD5ZLOlH5nUxJkbROMTilcbEpHECpwuWRSPrMriTE7Nae+ijzeICHLSIQJyySfe6RhcZiebCHc9l1TW9n22S5hjhGaOCAtbWyr0GH6uRZLQb1OArbn370Z+lgoV/PSuIm7syW4XM2ZdjW+qBmCsLs4ZXe7hSIMLonjZHBntocHIpiZTdANws35wTOb7KBzKzaOAqTciqDAqBed5ZaNe9vbpDs/iyVxWl/eP7q4rKAQthLp3voetvYnptaMJJDbdamCmPecY5WF+4HjKcJSn9LjTy8vnAxgcs7pR4+/PjiHepjSlxdOO1476Xmm5X99wrxl9q2D0csBFb9gTCOCz86/LjsnX79sgN9ztD0awC+T6EenrbcR/Qs=";
  const ENDS = [0, 206, 319];
  const ROWS = 11;
  const words = document.currentScript.dataset;
  const hill = document.querySelector("[data-moves]");
  const strokes = [...hill.querySelectorAll("path")].slice(1);
  const calm = matchMedia("(prefers-reduced-motion:reduce)");
  const button = document.createElement("button");
  const packed = Uint8Array.from(atob(FILM), letter => letter.charCodeAt());
  const film = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const cells = (await new Response(film).text()).split("\n").map(
    line => line.replace(/(\D)(\d+)/g, (_, mark, times) => mark.repeat(times)));
  let frame = 0, timer;
  const places = mark => cells.map((cell, at) => (cell[frame] ?? cell.at(-1)) === mark
    ? `M${Math.floor(at / ROWS)} ${at % ROWS * 2 + 1}h1` : "").join("");
  const name = text => {
    button.textContent = text;
    button.ariaLabel = `${text}: ${hill.querySelector("desc").textContent}`;
  };
  const stop = () => {
    timer = clearTimeout(timer);
    name(words.start);
  };
  const step = () => {
    strokes.forEach((stroke, number) => stroke.setAttribute("d", places(".:=#O*"[number])));
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
})();
