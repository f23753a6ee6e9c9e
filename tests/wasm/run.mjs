// Calls the functions of the module whose file is given. It may import nothing.
import { readFileSync } from "node:fs";

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]), {});
const calls = Object.entries(instance.exports).filter(([, called]) => typeof called === "function");
const wrong = calls.filter(([name, call]) => {
    const right = call();
    console.log(`test ${name}: ${right} of 4 rows`);
    return right !== 4;
});
if (calls.length !== 2 || wrong.length > 0) {
    throw new Error(`expected two functions, each right for 4 rows: ${calls.map(([name]) => name)}`);
}
