package org.sessiontoken.certificates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ssl.JksSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties.Store;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/** The files that a bundle is read from. What stands in the settings themselves, or in a jar, does not change. */
final class BundleFiles {

    private final ResourceLoader resources;
    private final Set<Path> found = new LinkedHashSet<>();

    private BundleFiles(ResourceLoader resources) {
        this.resources = resources;
    }

    static Collection<Path> of(PemSslBundleProperties bundle, ResourceLoader resources) {
        BundleFiles files = new BundleFiles(resources);
        files.add(bundle.getKeystore());
        files.add(bundle.getTruststore());
        return files.found;
    }

    static Collection<Path> of(JksSslBundleProperties bundle, ResourceLoader resources) {
        BundleFiles files = new BundleFiles(resources);
        files.add(bundle.getKeystore().getLocation());
        files.add(bundle.getTruststore().getLocation());
        return files.found;
    }

    private void add(Store store) {
        add(store.getCertificate());
        add(store.getPrivateKey());
    }

    private void add(@Nullable String location) {
        if (location == null || location.isBlank() || location.contains("-----BEGIN ")) {
            return;
        }
        Resource resource = resources.getResource(location);
        if (resource.isFile()) {
            try {
                found.add(resource.getFile().toPath().toAbsolutePath());
            } catch (IOException unreachable) {
                throw new UncheckedIOException(unreachable);
            }
        }
    }
}
