/**
 * What each program may do in Kafka: the rights of {@code deploy/acls.yaml}, and what is made of them.
 *
 * <p>{@link org.sessiontoken.kafka.rights.Rights#ofThisVersion()} reads the file from the jar. {@link
 * org.sessiontoken.kafka.rights.Principals} says who is who in a cluster, and gives each of them their rights, as {@link
 * org.sessiontoken.kafka.rights.Principal}s. {@link org.sessiontoken.kafka.rights.GrantedRights} grants these in a cluster, {@link
 * org.sessiontoken.kafka.rights.AclCommands} makes commands of them, and {@link org.sessiontoken.kafka.rights.StrimziUsers}
 * resources for Kubernetes; tests take the ACLs as they are.
 */
@NullMarked
package org.sessiontoken.kafka.rights;

import org.jspecify.annotations.NullMarked;
