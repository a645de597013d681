// Parses an AsyncAPI document, and ends with 1 if AsyncAPI's own parser has anything to say of it but the version.
import { Parser, fromFile } from '@asyncapi/parser'

const accepted = ['asyncapi-latest-version']
const { document, diagnostics } = await fromFile(new Parser(), process.argv[2]).parse()
const faults = diagnostics.filter(({ code }) => !accepted.includes(code))
for (const { code, path, message } of faults) console.error(`${code} at ${path.join('/')}: ${message}`)
if (!document || faults.length > 0) process.exitCode = 1
else console.log(`${process.argv[2]}: ${document.messages().length} messages, no faults`)
