// Asks the broker for a session token over Kafka, and prints the token. The credential comes from standard input:
//
//   standalone/token-broker mint --account A | node examples/node/ask.mjs
//
// Settings, as environment variables: KAFKA (127.0.0.1:9092), REQUESTOR (billing), KEYS (billing.jwks.json), TENANT (demo),
// AUTH_SERVICE (operator-jwt), PARAMETER (OperatorAuthToken). The program ends with 1 if no token was issued.
import { Consumer, Producer } from '@platformatic/kafka'
import { CompactEncrypt, compactDecrypt } from 'jose'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'

const env = (name, otherwise) => process.env[name] || otherwise
const kafka = env('KAFKA', '127.0.0.1:9092').split(',')
const requestor = env('REQUESTOR', 'billing')
const keyFile = env('KEYS', 'billing.jwks.json')
const tenantId = env('TENANT', 'demo')
const authServiceId = env('AUTH_SERVICE', 'operator-jwt')
const parameterName = env('PARAMETER', 'OperatorAuthToken')
const deadline = 10_000

const requests = 'ags.session-token.requests'
const replies = `ags.session-token.replies.${requestor}`

// The first key of the file seals. The broker seals the reply with the key that sealed the request.
const key = await readKey().catch(() => {
  // Why it fails is left out: the message of JSON.parse quotes the file, which holds a secret.
  console.error(`${keyFile} cannot be read as a key file: set KEYS to the key file of the requestor ${requestor}`)
  process.exit(1)
})

async function readKey() {
  const { keys } = JSON.parse(await readFile(keyFile, 'utf8'))
  return { ...keys[0], material: Buffer.from(keys[0].k, 'base64url') }
}

// A reader that cannot assign a partition to itself uses a consumer group. The group is this process's own, so that it reads
// all partitions, and its position is fixed before the request is sent, so that no reply is missed.
const consumer = new Consumer({
  clientId: requestor,
  groupId: `${requestor}-${randomUUID()}`,
  bootstrapBrokers: kafka,
  autocommit: false
})
const producer = new Producer({ clientId: requestor, bootstrapBrokers: kafka, acks: -1 })

async function seal(content, { requestId }) {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content)))
    .setProtectedHeader({
      alg: 'A256GCMKW',
      enc: 'A256GCM',
      kid: key.kid,
      typ: 'ags-credentials+jwe',
      cty: 'json',
      ags_request: requestId,
      ags_tenant: tenantId,
      ags_service: authServiceId
    })
    .encrypt(key.material)
}

async function open(jwe, { requestId }) {
  const { plaintext, protectedHeader } = await compactDecrypt(jwe, key.material, {
    keyManagementAlgorithms: ['A256GCMKW'],
    contentEncryptionAlgorithms: ['A256GCM']
  })
  const expected = {
    typ: 'ags-session-token+jwe',
    ags_request: requestId,
    ags_tenant: tenantId,
    ags_service: authServiceId
  }
  for (const [name, value] of Object.entries(expected)) {
    if (protectedHeader[name] !== value) throw new Error(`the token's ${name} is not that of the request`)
  }
  return new TextDecoder().decode(plaintext)
}

async function ask(credential) {
  const stream = await consumer.consume({ topics: [replies], mode: 'latest', maxWaitTime: 500 })
  if (stream.offsetsToFetch.size === 0) await once(stream, 'offsets')

  const requestId = randomUUID()
  const correlationKey = randomBytes(16)
  const now = Date.now()
  const request = {
    requestId,
    tenantId,
    authServiceId,
    parameterNames: [parameterName],
    credentials: await seal({ parameters: [{ name: parameterName, value: credential }] }, { requestId }),
    requestedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + deadline).toISOString(),
    requestor
  }
  const headers = {
    ce_specversion: '1.0',
    ce_type: 'org.sessiontoken.requested.v1',
    ce_id: requestId,
    ce_source: `/requestors/${requestor}`,
    'content-type': 'application/json',
    kafka_correlationId: correlationKey
  }
  await producer.send({
    messages: [
      {
        topic: requests,
        key: Buffer.from('node-example'),
        value: Buffer.from(JSON.stringify(request)),
        headers: new Map(Object.entries(headers).map(([name, value]) => [Buffer.from(name), Buffer.from(value)]))
      }
    ]
  })
  return { requestId, value: await replyTo(stream, correlationKey, now + deadline) }
}

// Replies to other processes, and to other requests, are passed over by their header, without a look at the value.
async function replyTo(stream, correlationKey, expiresAt) {
  const timer = setTimeout(() => stream.destroy(new Error('no reply came in time')), expiresAt - Date.now())
  try {
    for await (const message of stream) {
      for (const [name, value] of message.headers) {
        if (name.toString() === 'kafka_correlationId' && correlationKey.equals(value)) {
          return JSON.parse(message.value.toString())
        }
      }
    }
    throw new Error('the reply topic ended')
  } finally {
    clearTimeout(timer)
  }
}

try {
  const { requestId, value } = await ask((await text(process.stdin)).trim())
  if (value.outcome === 'issued') {
    console.log(await open(value.sessionToken, { requestId }))
  } else {
    console.error(`${value.outcome}: ${value.reason}${value.detail ? `: ${value.detail}` : ''}`)
    process.exitCode = 1
  }
} catch (failure) {
  // The library's messages do not name the address.
  const where = failure.code?.startsWith('PLT_KFK_') ? `Kafka at ${kafka}: ` : ''
  console.error(where + failure.message)
  process.exitCode = 1
} finally {
  await consumer.close(true)
  await producer.close()
}
