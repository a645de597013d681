/**
 * The events on the topics, and the codecs that write and read them.
 *
 * <table>
 * <caption>Topics, values and codecs</caption>
 * <tr><th>topic</th><th>value</th><th>codec</th></tr>
 * <tr><td>{@link org.sessiontoken.event.Topics#REQUESTS}</td>
 *     <td>{@link org.sessiontoken.event.SessionTokenRequested}</td><td>{@link org.sessiontoken.event.RequestCodec}</td></tr>
 * <tr><td>{@link org.sessiontoken.event.Topics#repliesTo}</td>
 *     <td>{@link org.sessiontoken.event.SessionTokenReplied}</td><td>{@link org.sessiontoken.event.ReplyCodec}</td></tr>
 * <tr><td>{@link org.sessiontoken.event.Topics#SIGN_ONS}</td>
 *     <td>{@link org.sessiontoken.event.SignOnRequested}</td><td>{@link org.sessiontoken.event.SignOnCodec}</td></tr>
 * <tr><td>{@link org.sessiontoken.event.Topics#repliesTo}</td>
 *     <td>{@link org.sessiontoken.event.SignOnReplied}</td><td>{@link org.sessiontoken.event.SignOnReplyCodec}</td></tr>
 * <tr><td>{@link org.sessiontoken.event.Topics#DEAD_LETTERS}</td>
 *     <td>{@link org.sessiontoken.event.DeadLettered}</td><td>{@link org.sessiontoken.event.DeadLetterCodec}</td></tr>
 * <tr><td>{@link org.sessiontoken.event.Topics#AUTH_SERVICES}</td>
 *     <td>{@link org.sessiontoken.event.AuthServiceDescribed}</td><td>{@link org.sessiontoken.event.AuthServiceCodec}</td></tr>
 * <tr><td>{@link org.sessiontoken.event.Topics#FAILURES}</td>
 *     <td>{@link org.sessiontoken.event.FailuresCounted}</td><td>{@link org.sessiontoken.event.FailureCountCodec}</td></tr>
 * <tr><td>{@link org.sessiontoken.event.Topics#BREAKERS}</td>
 *     <td>{@link org.sessiontoken.event.BreakerChanged}</td><td>{@link org.sessiontoken.event.BreakerChangeCodec}</td></tr>
 * <tr><td>{@link org.sessiontoken.event.Topics#ACCESSES}</td>
 *     <td>{@link org.sessiontoken.event.Accessed}</td><td>{@link org.sessiontoken.event.AccessCodec}</td></tr>
 * </table>
 *
 * <p>Each event is a CloudEvent in the binary mode of the Kafka protocol binding. Its value is JSON, which the JSON Schemas
 * of this module describe. Requests and sign-ons are read in structured mode too. Readers pass over members that they do not
 * know. A record that is not as described is refused with an {@link org.sessiontoken.event.UnreadableEventException}.
 *
 * <p>Reply topics have events of two types, which their readers tell apart by {@code ce_type}: whoever asks for the one passes
 * over the other.
 */
@NullMarked
package org.sessiontoken.event;

import org.jspecify.annotations.NullMarked;
