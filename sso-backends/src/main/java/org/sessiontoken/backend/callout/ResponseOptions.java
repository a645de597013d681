package org.sessiontoken.backend.callout;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.sso.BackendOptions;
import tools.jackson.core.JsonPointer;

/**
 * What is read from responses.
 *
 * @param format what bodies are
 * @param anyMediaType whether a JSON body may have any media type, or none
 * @param resultPointer points to the result, if one is read
 * @param results the meanings of results, if they are read
 * @param allowedPointer points to whether the account is allowed, if that is read
 * @param allowedValues the values that mean that the account is allowed
 * @param tenantPointer points to the tenant, if tenants are compared
 * @param accountPointer points to the account, if a JSON body names it
 * @param accountParameter the request's parameter that names the account, if the body does not
 */
record ResponseOptions(
        Format format,
        boolean anyMediaType,
        Optional<JsonPointer> resultPointer,
        Optional<ResultMapping> results,
        Optional<JsonPointer> allowedPointer,
        Set<String> allowedValues,
        Optional<JsonPointer> tenantPointer,
        Optional<JsonPointer> accountPointer,
        Optional<String> accountParameter) {

    /** What a body is. */
    enum Format {
        /** A JSON object. */
        JSON,
        /** A text, as a whole. */
        TEXT
    }

    private static final List<String> OF_JSON =
            List.of("any-media-type", "result-pointer", "allowed-pointer", "tenant-pointer", "account-pointer");

    static ResponseOptions read(BackendOptions options, ParameterMapping parameters) {
        Format format = options.choice("response", Format.JSON);
        Optional<ResultMapping> results = ResultMapping.read(options);
        Optional<String> accountParameter = accountParameter(options, parameters);
        ResponseOptions response = new ResponseOptions(
                format,
                options.flag("any-media-type"),
                pointer(options, "result-pointer"),
                format == Format.JSON ? results.map(ResultMapping::withDefault) : results,
                pointer(options, "allowed-pointer"),
                Set.copyOf(allowedValues(options)),
                pointer(options, "tenant-pointer"),
                pointer(options, "account-pointer"),
                accountParameter);
        switch (format) {
            case JSON -> response.requireJson(options);
            case TEXT -> response.requireText(options);
        }
        return response;
    }

    /** Whether an account can be authenticated without a look at the body. */
    boolean ignoresBody() {
        return accountParameter.isPresent() && results.isEmpty() && allowedPointer.isEmpty() && tenantPointer.isEmpty();
    }

    private void requireJson(BackendOptions options) {
        require(
                accountPointer.isPresent() != accountParameter.isPresent(),
                options.path("account-pointer"),
                accountPointer.isPresent()
                        ? "must not be set beside account-parameter"
                        : "is missing: set it, or account-parameter");
        require(
                resultPointer.isPresent() == results.isPresent(),
                options.path(results.isPresent() ? "result-pointer" : "results"),
                "is missing: result-pointer says where a result is, and results what it means");
        require(
                allowedPointer.isPresent() || options.list("allowed-values").isEmpty(),
                options.path("allowed-values"),
                "must not be set without allowed-pointer");
    }

    private void requireText(BackendOptions options) {
        for (String name : OF_JSON) {
            require(options.optionalText(name).isEmpty(), options.path(name), "must not be set where response is text");
        }
        require(
                options.list("allowed-values").isEmpty(),
                options.path("allowed-values"),
                "must not be set where response is text");
        require(
                results.isEmpty() || accountParameter.isPresent(),
                options.path("account-parameter"),
                "is missing: a text that is a result names no account");
        require(
                results.isEmpty() || results.get().byText().containsValue(Meaning.AUTHENTICATED),
                options.path(Meaning.AUTHENTICATED.option("results")),
                "is missing: nobody could sign in");
    }

    private static void require(boolean isKept, @Nullable String path, String rule) {
        if (!isKept) {
            throw new IllegalArgumentException(path + " " + rule);
        }
    }

    private static List<String> allowedValues(BackendOptions options) {
        List<String> values = options.list("allowed-values");
        return values.isEmpty() ? List.of("true") : values;
    }

    /** An account ID is no secret: it is in replies and in logs. */
    private static Optional<String> accountParameter(BackendOptions options, ParameterMapping parameters) {
        return options.optionalText("account-parameter").map(name -> {
            boolean isShown = parameters.properties().stream()
                    .anyMatch(
                            property -> property.name().equals(name) && property.mandatory() && !property.isPassword());
            require(
                    isShown,
                    options.path("account-parameter"),
                    "must name a mandatory parameter that is not hidden: list the others in password-parameters");
            return name;
        });
    }

    private static Optional<JsonPointer> pointer(BackendOptions options, String name) {
        return options.optionalText(name).map(text -> {
            require(
                    PointerSyntax.isKeptBy(text),
                    options.path(name),
                    "must be a JSON pointer such as /user/id, in which ~ is written ~0");
            return JsonPointer.compile(text);
        });
    }
}
