package org.sessiontoken.broker.outbound;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Describes why there is no TLS connection. The JDK tells some causes by the texts of its messages only: they are looked at and
 * never shown.
 */
final class TlsFailures {

    private TlsFailures() {}

    static String describe(Throwable failure) {
        String why = "there is no TLS connection: no protocol or cipher fits both, or the connection broke";
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            why = describeOne(cause, why);
        }
        return why;
    }

    private static String describeOne(Throwable cause, String otherwise) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof CertificateExpiredException) {
            return "the certificate has expired";
        }
        if (cause instanceof CertificateNotYetValidException) {
            return "the certificate is not valid yet";
        }
        if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
            return "the certificate is not trusted: no trusted certificate vouches for it";
        }
        if (cause instanceof CertificateException) {
            return message.startsWith("No ")
                    ? "the certificate is not trusted: it is for another host"
                    : "the certificate is not trusted";
        }
        if (message.contains("plaintext connection") || message.contains("Unsupported or unrecognized")) {
            return "the port does not speak TLS";
        }
        boolean isAlert = cause instanceof SSLHandshakeException && message.startsWith("Received fatal alert");
        return isAlert || message.contains("bad_certificate") || message.contains("certificate_required")
                ? "the host refused the TLS connection: it may ask for a certificate of the broker, or for another protocol"
                : otherwise;
    }
}
