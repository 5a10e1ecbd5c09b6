package io.spiffeaws.credentials.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.rolesanywhere.CertificateIdentity;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.rolesanywhere.Vector;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionName;
import io.spiffeaws.sts.SessionPolicies;
import io.spiffeaws.sts.SessionRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionKeyTest {
  private static final SessionRequest ONE = CacheWorld.wanted();
  private static final RoleArn OTHER = RoleArn.parse("arn:aws:iam::123456789012:role/other");

  @Test
  void keyDependsOnAllThatDeterminesASession() {
    var policy = new SessionPolicies(Optional.of("{}"), List.of());
    var arn = new SessionPolicies(Optional.empty(), List.of("arn:aws:iam::aws:policy/p"));
    var sessions =
        List.of(
            ONE,
            CacheWorld.wanted("{\"sub\":\"spiffe://example.org/b\"}"),
            CacheWorld.wanted("{\"sub\":\"spiffe://example.org/a\"}"),
            CacheWorld.wanted("{\"sub\":\"spiffe://example.org/a\",\"aud\":\"x\"}"),
            CacheWorld.wanted("{\"sub\":\"spiffe://example.org/a\",\"aud\":\"y\"}"),
            CacheWorld.wanted(
                "{\"sub\":\"spiffe://example.org/a\",\"aud\":\"x\",\"https://aws.amazon.com/tags\":{}}"),
            with(OTHER, List.of(), "name", 60, SessionPolicies.NONE),
            with(ONE.role(), List.of(OTHER), "name", 60, SessionPolicies.NONE),
            with(ONE.role(), List.of(OTHER, OTHER), "name", 60, SessionPolicies.NONE),
            with(ONE.role(), List.of(), "other", 60, SessionPolicies.NONE),
            with(ONE.role(), List.of(), "name", 30, SessionPolicies.NONE),
            with(ONE.role(), List.of(), "name", 60, policy),
            with(ONE.role(), List.of(), "name", 60, arn));
    var digests = new HashSet<String>();
    sessions.forEach(session -> digests.add(SessionKey.of(session, CacheWorld.AWS).digest()));
    digests.add(SessionKey.of(ONE, aws("us-east-1", Map.of())).digest());
    digests.add(
        SessionKey.of(ONE, aws("eu-west-1", Map.of("sts", URI.create("https://sts.test"))))
            .digest());
    digests.add(SessionKey.of(ONE, ofProfile("prod")).digest());
    assertThat(digests).hasSize(sessions.size() + 3);
  }

  @Test
  void keyDoesNotDependOnAnythingElse() {
    var again = with(ONE.role(), List.of(), "name", 60, SessionPolicies.NONE);
    var later =
        CacheWorld.wanted(
            "{\"sub\":\"spiffe://example.org/a\",\"iss\":\"https://i\",\"aud\":[\"x\"],\"exp\":9}");
    assertThat(SessionKey.of(again, CacheWorld.AWS)).isEqualTo(SessionKey.of(ONE, CacheWorld.AWS));
    assertThat(SessionKey.of(later, CacheWorld.AWS).digest())
        .isEqualTo(SessionKey.of(ONE, CacheWorld.AWS).digest())
        .matches("[0-9a-f]{64}");
  }

  @Test
  void certificateHasAKeyOfItsOwn(@TempDir Path directory) {
    var target = Vector.target();
    var svid = Vector.of("EC").svid(directory);
    var one = certificate(new CertificateIdentity(svid, target), CacheWorld.AWS);
    var other = Vector.of("P-384").svid(directory);
    var elsewhere =
        new RolesAnywhereTarget(
            target.anchor(),
            RolesAnywhereArn.parse(
                target.profile().toString().replaceFirst(".$", "9"),
                RolesAnywhereArn.Type.PROFILE));
    var endpoint = aws("eu-west-1", Map.of("rolesanywhere", URI.create("https://ra.test")));
    assertThat(
            List.of(
                one,
                SessionKey.of(ONE, CacheWorld.AWS).digest(),
                certificate(new CertificateIdentity(other, target), CacheWorld.AWS),
                certificate(new CertificateIdentity(svid, elsewhere), CacheWorld.AWS),
                certificate(new CertificateIdentity(svid, target), endpoint)))
        .doesNotHaveDuplicates();
    var renewed = Vector.of("RSA").svid(directory); // of the same names, with another serial number
    assertThat(certificate(new CertificateIdentity(renewed, target), CacheWorld.AWS))
        .isEqualTo(one);
  }

  private static String certificate(CertificateIdentity identity, AwsSettings aws) {
    var request =
        new SessionRequest(
            identity, ONE.role(), List.of(), ONE.sessionName(), ONE.duration(), ONE.policies());
    return SessionKey.of(request, aws).digest();
  }

  private static SessionRequest with(
      RoleArn role, List<RoleArn> chain, String name, int minutes, SessionPolicies policies) {
    return new SessionRequest(
        ONE.identity(), role, chain, new SessionName(name), Duration.ofMinutes(minutes), policies);
  }

  private static AwsSettings ofProfile(String profile) {
    var aws = CacheWorld.AWS;
    return new AwsSettings(
        aws.region(),
        aws.endpoints(),
        aws.caBundle(),
        Optional.of(profile),
        aws.allowHttp(),
        aws.timeout());
  }

  private static AwsSettings aws(String region, Map<String, URI> endpoints) {
    return new AwsSettings(
        Optional.of(region),
        endpoints,
        Optional.empty(),
        Optional.empty(),
        false,
        Duration.ofSeconds(10));
  }
}
