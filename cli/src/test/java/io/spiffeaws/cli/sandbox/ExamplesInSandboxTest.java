package io.spiffeaws.cli.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.cli.Application;
import io.spiffeaws.cli.HelpExample;
import io.spiffeaws.cli.SpiffeAws;
import io.spiffeaws.cli.console.Console;
import io.spiffeaws.sandbox.Sandbox;
import io.spiffeaws.sandbox.SandboxSettings;
import io.spiffeaws.workload.CertificatePem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// The examples in help succeed in the sandbox, apart from those that need other programs or paths.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExamplesInSandboxTest {
  private static final String APP = "spiffe://example.org/s3-app";
  private static final List<String> NOT_RUN =
      List.of(
          "/run/",
          "/etc/",
          "/var/",
          "manifests/spire",
          "c0277352",
          "kubectl",
          "--server-address",
          "--watch",
          "--profile prod",
          "--in-place-of",
          "profile/ID", // no such profile and trust anchor
          "trust check s3-app --sub spiffe://example.org/s3-app  ",
          "creds exec",
          "creds serve",
          "creds profile",
          "jwt watch",
          "sandbox",
          "s3 check",
          "--s3 s3://reports",
          "provider delete https://oidc.example.org --yes");
  private static final String CHAIN =
      """
      trust_domain: example.org
      issuer: https://oidc.example.org
      workloads:
        - id: /ns/prod/sa/s3-app
          parent_id: /node
          selectors: ["k8s:ns:prod", "k8s:sa:s3-app"]
          role: chain-app
      """;

  private static final String READ =
      """
      {"Version": "2012-10-17",
       "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
      """;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path directory;
  private Sandbox sandbox;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException, GeneralSecurityException {
    directory = temporary;
    sandbox =
        Sandbox.start(
            new SandboxSettings(
                temporary.resolve("w"), Duration.ofMinutes(5), Duration.ZERO, Clock.systemUTC()));
    Files.writeString(directory.resolve("chain.yaml"), CHAIN);
    Files.writeString(directory.resolve("bundle.pem"), CertificatePem.text(List.of(publicCa())));
    Files.writeString(directory.resolve("read.json"), READ);
    Files.writeString(directory.resolve("config.toml"), "[contexts.prod]\nrole = \"s3-app\"\n");
  }

  /// A CA that the JDK trusts.
  private static X509Certificate publicCa() throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return Arrays.stream(((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers())
        .filter(ca -> ca.getSigAlgName().startsWith("SHA256") && ca.getKeyUsage() != null)
        .findFirst()
        .orElseThrow();
  }

  @AfterAll
  void stop() {
    sandbox.close();
  }

  static Stream<CommandLine> commands() {
    return all(Application.commandLine(new SpiffeAws()))
        .filter(command -> command.getSubcommands().isEmpty());
  }

  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(ExamplesInSandboxTest::all));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theExamplesOfACommandSucceed(CommandLine command) throws IOException {
    prepare();
    for (var example : HelpExample.of(command)) {
      if (NOT_RUN.stream().noneMatch(example.text()::contains)) {
        run(example);
      }
    }
  }

  private void prepare() throws IOException {
    var user = Files.getAttribute(directory, "unix:uid");
    succeed("register " + APP + " --selector unix:uid:" + user);
    succeed("trust provider create https://oidc.example.org");
    succeed("trust role create s3-app --issuer https://oidc.example.org --sub " + APP);
    succeed("trust role create reports --issuer https://oidc.example.org --sub " + APP);
    succeed("trust anchor create spire --region us-east-1");
    succeed("trust profile create apps --role s3-app --region us-east-1");
    Files.writeString(directory.resolve("entries.json"), succeed("entry export"));
    Files.writeString(
        directory.resolve("trust.json"),
        succeed(
            "trust policy " + APP + " --issuer https://oidc.example.org --account 123456789012"));
  }

  private String succeed(String line) {
    var out = new ByteArrayOutputStream();
    assertThat(run(InputStream.nullInputStream(), out, line.split(" ")))
        .as("%s\n%s", line, err)
        .isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  private void run(HelpExample example) throws IOException {
    InputStream in = InputStream.nullInputStream();
    for (var call : example.calls()) {
      var out = new ByteArrayOutputStream();
      var code = run(in, out, call.words());
      assertThat(code)
          .as("%s\n%s", example.text(), err)
          .isIn(example.text().contains("--exit-code") ? 7 : 0, 0);
      in =
          call.piped()
              ? new ByteArrayInputStream(out.toByteArray())
              : InputStream.nullInputStream();
      if (call.target().matches("[\\w.-]+")) {
        Files.write(directory.resolve(call.target()), out.toByteArray());
      }
    }
  }

  private int run(InputStream in, ByteArrayOutputStream out, String... words) {
    var environment = new HashMap<>(sandbox.environment());
    environment.put("HOME", directory.toString());
    environment.put("SPIFFE_AWS_CONFIG", directory.resolve("config.toml").toString());
    err.reset();
    var console = new Console(in, out, err, false, false, 100, environment, directory);
    return new Application(console, Clock.systemUTC(), _ -> {}).run(words);
  }
}
