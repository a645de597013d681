package org.sessiontoken.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitorSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.telemetry.Metric;
import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.Yaml;

/** The manifests for Kubernetes, by its own descriptions of resources and by rules of ours. No cluster is asked. */
class KubernetesManifestsTest {

    private static final Configuration CONFIGURATION = new Configuration();
    private static final String SETTINGS = SourceTree.text("deploy/kubernetes/base/broker-service.yaml");
    private static final Map<String, String> KAFKA = Map.of("strimzi.io/cluster", "kafka", "strimzi.io/kind", "Kafka");

    private static final Pattern TARGET = Pattern.compile("target: \\{name: (\\w+),");
    private static final Map<String, String> COLLECTOR = Map.of("app.kubernetes.io/name", "opentelemetry-collector");

    static List<Workload> workloads() {
        return Workload.all();
    }

    static List<Path> files() {
        return Manifests.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void sayNothingThatKubernetesDoesNotKnow(Path file) {
        assertThat(Manifests.in(file)).isNotEmpty();
    }

    @Test
    void wouldBeRefusedIfTheyDid() {
        assertThatThrownBy(() -> Manifests.read("{apiVersion: v1, kind: Service, spec: {port: []}}"))
                .hasMessageContaining("\"port\"");
        assertThatThrownBy(() -> Manifests.read("{apiVersion: v1, kind: Deployment}"))
                .hasMessageContaining("v1");
        assertThatThrownBy(() ->
                        Manifests.read("{apiVersion: kafka.strimzi.io/v1, kind: Kafka, spec: {kafka: {lags: 1}}}"))
                .hasMessageContaining("\"lags\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "kafka", "autoscaling", "monitoring", "tracing"})
    void areAllNamedByAKustomization(String folder) {
        assertThat(kustomization(folder).get("resources"))
                .asInstanceOf(LIST)
                .containsExactlyInAnyOrderElementsOf(Manifests.files().stream()
                        .filter(file -> file.startsWith(Manifests.FOLDER.resolve(folder)))
                        .map(file -> String.valueOf(file.getFileName()))
                        .toList());
    }

    @Test
    void areAllInTheExampleOfAnOverlay() {
        Map<String, Object> example = kustomization("example");
        assertThat(example.get("resources"))
                .asInstanceOf(LIST)
                .containsExactlyInAnyOrder("../base", "../kafka", "../autoscaling", "../monitoring");
        assertThat(example.get("components")).isEqualTo(List.of("../tracing"));
        assertThat(example.get("images"))
                .asInstanceOf(LIST)
                .map(image -> String.valueOf(((Map<?, ?>) image).get("name")))
                .containsExactlyInAnyOrderElementsOf(DeploymentExample.builtImages());
    }

    private static Map<String, Object> kustomization(String folder) {
        return new Yaml().load(SourceTree.text("deploy/kubernetes/" + folder + "/kustomization.yaml"));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void runWithoutPrivileges(Workload workload) {
        Container container = workload.container();
        assertThat(workload.pod().getContainers()).hasSize(1);
        assertThat(workload.pod().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(workload.pod().getSecurityContext().getRunAsUser()).isEqualTo(10001);
        assertThat(workload.pod().getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
        assertThat(workload.pod().getAutomountServiceAccountToken()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    }

    /** What a container may write is memory of its own, or the volume that it claims. */
    @ParameterizedTest
    @MethodSource("workloads")
    void mountWhatThereIs(Workload workload) {
        Set<String> volumes = Stream.concat(
                        workload.pod().getVolumes().stream().map(Volume::getName), workload.claims().stream())
                .collect(Collectors.toSet());
        assertThat(workload.container().getVolumeMounts())
                .extracting(VolumeMount::getName)
                .containsExactlyInAnyOrderElementsOf(volumes)
                .contains("tmp");
        assertThat(workload.container().getVolumeMounts())
                .filteredOn(mount -> !mount.getName().equals("tmp"))
                .filteredOn(mount -> !workload.claims().contains(mount.getName()))
                .allSatisfy(mount -> assertThat(mount.getReadOnly()).isTrue());
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void haveLimitsAndAreAskedOnThePortOfManagement(Workload workload) {
        Container container = workload.container();
        assertThat(container.getResources().getLimits()).containsKey("memory");
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        Map<String, String> asked = new TreeMap<>();
        Map<String, Probe> probes = Map.of(
                "startup", container.getStartupProbe(),
                "liveness", container.getLivenessProbe(),
                "readiness", container.getReadinessProbe());
        probes.forEach((name, probe) -> asked.put(name, probe.getHttpGet().getPath()));
        assertThat(asked)
                .containsEntry("startup", "/actuator/health/liveness")
                .containsEntry("liveness", "/actuator/health/liveness")
                .containsEntry("readiness", "/actuator/health/readiness");
        assertThat(probes.values())
                .allSatisfy(probe ->
                        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management"));
        String port = workload.variables().getOrDefault("MANAGEMENT_SERVER_PORT", "8081");
        assertThat(container.getPorts())
                .filteredOn(one -> one.getName().equals("management"))
                .extracting(one -> String.valueOf(one.getContainerPort()))
                .containsExactly(port);
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void areSpreadAndTakenDownOneByOne(Workload workload) {
        assertThat(workload.pod().getTopologySpreadConstraints())
                .allSatisfy(spread ->
                        assertThat(spread.getLabelSelector().getMatchLabels()).isEqualTo(workload.labels()))
                .extracting(spread -> spread.getTopologyKey())
                .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
        assertThat(Manifests.all(PodDisruptionBudget.class))
                .filteredOn(budget ->
                        budget.getSpec().getSelector().getMatchLabels().equals(workload.labels()))
                .singleElement()
                .satisfies(budget -> assertThat(
                                budget.getSpec().getMaxUnavailable().getIntVal())
                        .isEqualTo(1));
    }

    /** As long as the deployment example gives, which is what the services were tried with, and as the adapter's settings need. */
    @ParameterizedTest
    @MethodSource("workloads")
    void haveTheTimeToFinish(Workload workload) {
        Map<String, String> variables = workload.variables();
        Duration needed = Stream.of("AGS_ADAPTER_SHUTDOWNGRACEPERIOD", "AGS_ADAPTER_DEADLINE")
                .filter(variables::containsKey)
                .map(variable -> DurationStyle.detectAndParse(String.valueOf(variables.get(variable))))
                .reduce(Duration.ZERO, Duration::plus);
        assertThat(Duration.ofSeconds(workload.pod().getTerminationGracePeriodSeconds()))
                .isGreaterThan(needed)
                .isGreaterThanOrEqualTo(DurationStyle.detectAndParse(
                        String.valueOf(DeploymentExample.common().get("stop_grace_period"))));
    }

    @Test
    void runTheImagesOfTheDeploymentExample() {
        assertThat(workloads())
                .extracting(workload -> workload.container().getImage())
                .containsExactlyInAnyOrderElementsOf(DeploymentExample.builtImages());
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void haveSettingsThatThereAre(Workload workload) {
        assertThat(workload.variables().keySet())
                .allSatisfy(variable ->
                        assertThat(CONFIGURATION.knowsVariable(variable)).isTrue());
        assertThat(CONFIGURATION.knowsVariable("AGS_ADAPTER_NOSUCHKEY")).isFalse();
    }

    @Test
    void giveTheBrokersSettingsThatThereAre() {
        assertThat(CONFIGURATION.faults(SETTINGS, "")).isEmpty();
    }

    /** Each adapter reads the partition with its number, and each broker at least one. */
    @Test
    void haveNoMoreInstancesThanPartitions() {
        assertThat(Workload.named("adapter").container().getEnv())
                .filteredOn(variable -> variable.getName().equals("AGS_ADAPTER_REPLYPARTITION"))
                .extracting(variable -> variable.getValueFrom().getFieldRef().getFieldPath())
                .containsExactly("metadata.labels['apps.kubernetes.io/pod-index']");
        assertThat(SETTINGS).contains("partitions: 12");
        assertThat(Manifests.all(HorizontalPodAutoscaler.class))
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.getSpec().getMaxReplicas()).isEqualTo(12));
        assertThat(Manifests.all(Deployment.class).get(0).getSpec().getReplicas())
                .isGreaterThan(1);
        assertThat(Manifests.all(StatefulSet.class))
                .filteredOn(set -> set.getMetadata().getName().equals("adapter"))
                .allSatisfy(set -> assertThat(set.getSpec().getReplicas()).isGreaterThan(1));
    }

    @Nested
    class Networks {

        private final List<NetworkPolicy> policies = Manifests.all(NetworkPolicy.class);

        @Test
        void letNothingThroughThatNoPolicyNames() {
            assertThat(policies)
                    .filteredOn(policy -> policy.getMetadata().getName().equals("nothing-else"))
                    .singleElement()
                    .satisfies(policy -> {
                        assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
                        assertThat(policy.getSpec().getPodSelector().getMatchLabels())
                                .isEqualTo(Map.of("app.kubernetes.io/part-of", "session-token-broker"));
                    });
        }

        /** As the rights say: whoever has a user in Kafka reaches it, and nobody else. */
        @Test
        void leadToKafkaForThoseWhoHaveRightsThere() {
            Set<String> reaching = policies.stream()
                    .filter(policy -> policy.getSpec().getEgress().stream()
                            .flatMap(egress -> egress.getTo().stream())
                            .anyMatch(to -> isPods(to, KAFKA)))
                    .map(policy -> String.valueOf(
                            policy.getSpec().getPodSelector().getMatchLabels().get("app.kubernetes.io/name")))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(reaching.stream().map(name -> Workload.named(name).kafkaUser()))
                    .containsExactlyInAnyOrderElementsOf(StrimziManifestsTest.users());
            assertThat(StrimziManifestsTest.letIn()).containsExactlyElementsOf(reaching);
        }

        /** The services talk over Kafka alone. */
        @Test
        void leadFromNoServiceToAnother() {
            assertThat(policies.stream()
                            .flatMap(policy -> Stream.concat(
                                    policy.getSpec().getEgress().stream().flatMap(egress -> egress.getTo().stream()),
                                    policy.getSpec().getIngress().stream()
                                            .flatMap(ingress -> ingress.getFrom().stream())))
                            .filter(peer -> peer.getIpBlock() == null)
                            .filter(peer -> peer.getNamespaceSelector() == null))
                    .isNotEmpty()
                    .allMatch(peer -> isPods(peer, KAFKA));
        }

        /** It would add them to the pods that policies lead to, too, which are not ours. */
        @Test
        void haveNoLabelsThatKustomizeAddsToSelectors() {
            assertThat(kustomization("base").get("labels"))
                    .asInstanceOf(LIST)
                    .noneMatch(labels -> ((Map<?, ?>) labels).containsKey("includeSelectors"));
        }

        /** What a cluster would get. */
        @Test
        void areAsTheyAreWrittenWhenKustomizeHasPutTheExampleTogether() throws IOException, InterruptedException {
            Installed.require("kubectl", "the manifests were not put together by Kustomize");
            Process kustomize = new ProcessBuilder(
                            "kubectl",
                            "kustomize",
                            Manifests.FOLDER.resolve("example").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String made = new String(kustomize.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(kustomize.waitFor()).isZero();

            assertThat(specifications(Manifests.read(made).stream()
                            .filter(NetworkPolicy.class::isInstance)
                            .map(NetworkPolicy.class::cast)))
                    .isEqualTo(specifications(policies.stream()));
            assertThat(made.split("MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT"))
                    .as("set at adapter and broker")
                    .hasSize(3);
        }

        private static Map<String, NetworkPolicySpec> specifications(Stream<NetworkPolicy> all) {
            return all.collect(Collectors.toMap(policy -> policy.getMetadata().getName(), NetworkPolicy::getSpec));
        }

        /** Where the endpoint is set that the component sets. */
        @Test
        void leadToACollectorForThoseWhoMakeSpans() {
            Set<String> reaching = policies.stream()
                    .filter(policy -> policy.getSpec().getEgress().stream()
                            .flatMap(egress -> egress.getTo().stream())
                            .anyMatch(to -> isPods(to, COLLECTOR)))
                    .map(policy -> String.valueOf(
                            policy.getSpec().getPodSelector().getMatchLabels().get("app.kubernetes.io/name")))
                    .collect(Collectors.toSet());
            String component = SourceTree.text("deploy/kubernetes/tracing/kustomization.yaml");
            assertThat(TARGET.matcher(component).results().map(target -> target.group(1)))
                    .containsExactlyInAnyOrderElementsOf(reaching)
                    .containsExactlyInAnyOrder("adapter", "broker");
            assertThat(CONFIGURATION.knowsVariable("MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT"))
                    .isTrue();
        }

        private static boolean isPods(NetworkPolicyPeer peer, Map<String, String> labels) {
            return peer.getPodSelector() != null
                    && labels.equals(peer.getPodSelector().getMatchLabels());
        }
    }

    @Nested
    class Monitoring {

        private static final String ALERTS = "deploy/kubernetes/monitoring/alerts.yaml";
        private static final String CORRECTED = "documentation-tests/target/alerts.yaml";

        @Test
        void hasTheAlertsOfPrometheus() throws IOException {
            String rules = SourceTree.text(AlertRule.FILE);
            String present = SourceTree.text(ALERTS);
            String corrected = present.substring(0, present.indexOf("spec:\n") + 6)
                    + rules.substring(rules.indexOf("groups:\n"))
                            .lines()
                            .map(line -> line.isBlank() ? "\n" : "  " + line + "\n")
                            .collect(Collectors.joining());
            Files.writeString(SourceTree.path(CORRECTED), corrected);
            assertThat(present).as("cp %s %s", CORRECTED, ALERTS).isEqualTo(corrected);
        }

        /** On the port that probes ask, with the jobs that alerts and dashboards name. */
        @Test
        void scrapesAllServices() {
            PodMonitorSpec spec = Manifests.all(PodMonitor.class).get(0).getSpec();
            assertThat(spec.getSelector().getMatchLabels())
                    .isEqualTo(Map.of("app.kubernetes.io/part-of", "session-token-broker"));
            assertThat(spec.getPodMetricsEndpoints()).singleElement().satisfies(endpoint -> {
                assertThat(endpoint.getPort()).isEqualTo("management");
                assertThat(endpoint.getPath()).isEqualTo("/actuator/prometheus");
            });
            assertThat(workloads().stream().map(workload -> workload.labels().get(spec.getJobLabel())))
                    .containsExactlyInAnyOrder("adapter", "broker", "console");
        }

        @Test
        void scalesBrokersByAMetricThatTheyHave() {
            assertThat(Manifests.all(HorizontalPodAutoscaler.class).stream()
                            .flatMap(one -> one.getSpec().getMetrics().stream())
                            .filter(metric -> metric.getPods() != null)
                            .map(metric -> metric.getPods().getMetric().getName()))
                    .containsExactly(Metric.BROKER_LAG_RECORDS.meterName().replace('.', '_'));
        }
    }

    @Test
    void areThere() {
        assertThat(workloads()).extracting(Workload::name).containsExactlyInAnyOrder("adapter", "broker", "console");
        assertThat(Manifests.FOLDER.resolve("base/kustomization.yaml")).matches(Files::isRegularFile);
    }
}
