package org.sessiontoken.kafka.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalsTest {

    private static final Rights RIGHTS = Rights.ofThisVersion();

    private static List<AclBinding> acls(Principals principals) {
        return principals.all().stream().flatMap(Principal::acls).toList();
    }

    @Test
    void seeTheirOwnRepliesAlone() {
        assertThat(acls(new Principals(RIGHTS, "User:NAME")
                        .with(Holder.GROUP_REQUESTOR, "billing")
                        .with(Holder.ADAPTER, "http-adapter")))
                .extracting(acl -> acl.entry().principal() + " " + acl.entry().operation() + " "
                        + acl.pattern().name())
                .containsExactly(
                        "User:billing WRITE ags.session-token.requests",
                        "User:billing READ ags.session-token.replies.billing",
                        "User:billing DESCRIBE session-token-broker",
                        "User:billing READ billing-",
                        "User:http-adapter WRITE ags.session-token.requests",
                        "User:http-adapter READ ags.session-token.replies.http-adapter",
                        "User:http-adapter DESCRIBE session-token-broker",
                        "User:http-adapter READ ags.auth-services");
    }

    @Test
    void areCalledAsKafkaCallsThem() {
        assertThat(new Principals(RIGHTS, "User:CN=NAME,O=operator")
                        .with(Holder.BROKER, "broker")
                        .all())
                .extracting(Principal::principal)
                .containsExactly("User:CN=broker,O=operator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NAME", "Group:NAME", "User:broker", ""})
    void areRefusedWithATemplateThatKafkaWouldNotTake(String template) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Principals(RIGHTS, template))
                .withMessageContaining("User:CN=NAME");
    }
}
