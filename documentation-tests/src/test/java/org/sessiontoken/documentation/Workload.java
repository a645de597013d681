package org.sessiontoken.documentation;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A service as the manifests run it, whether by a Deployment or a StatefulSet. */
record Workload(String name, PodTemplateSpec template, List<String> claims) {

    static List<Workload> all() {
        return Stream.concat(
                        Manifests.all(Deployment.class).stream()
                                .map(one -> new Workload(
                                        one.getMetadata().getName(),
                                        one.getSpec().getTemplate(),
                                        List.of())),
                        Manifests.all(StatefulSet.class).stream()
                                .map(one -> new Workload(
                                        one.getMetadata().getName(),
                                        one.getSpec().getTemplate(),
                                        one.getSpec().getVolumeClaimTemplates().stream()
                                                .map(claim ->
                                                        claim.getMetadata().getName())
                                                .toList())))
                .toList();
    }

    static Workload named(String name) {
        return all().stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    PodSpec pod() {
        return template.getSpec();
    }

    Map<String, String> labels() {
        return template.getMetadata().getLabels();
    }

    /** Each has one. */
    Container container() {
        return pod().getContainers().get(0);
    }

    Map<String, String> variables() {
        return container().getEnv().stream()
                .collect(Collectors.toMap(EnvVar::getName, variable -> String.valueOf(variable.getValue())));
    }

    /** The user of Kafka whose certificate it has. */
    String kafkaUser() {
        return pod().getVolumes().stream()
                .filter(volume -> volume.getName().equals("kafka-user"))
                .map(volume -> volume.getSecret().getSecretName())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return name;
    }
}
