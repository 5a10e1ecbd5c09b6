package io.spiffeaws.sandbox.spire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests the rotation of SPIRE's X.509 authorities (`pkg/server/api/localauthority/v1/service.go`).
final class X509AuthoritiesTest {
  private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");

  private final X509Authorities authorities =
      new X509Authorities("example.org", Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void aRotationReplacesTheAuthority() throws RequestError {
    var first = authorities.active();
    var prepared = authorities.prepare();
    assertThat(authorities.active()).isEqualTo(first);
    assertThat(authorities.state().prepared()).contains(prepared);
    assertThat(bundle()).containsExactly(first, prepared);

    authorities.activate(prepared.id());
    assertThat(authorities.active()).isEqualTo(prepared);
    assertThat(authorities.state().prepared()).isEmpty();
    assertThat(authorities.state().old()).contains(first);
    assertThat(bundle()).containsExactly(first, prepared);
    assertThat(authorities.isSuspect(first)).isFalse();

    authorities.taint(first.id());
    assertThat(bundle()).containsExactly(first, prepared);
    assertThat(authorities.isSuspect(first)).isTrue();

    authorities.revoke(first.id());
    assertThat(bundle()).containsExactly(prepared);
    assertThat(authorities.state().old()).contains(first);
  }

  @Test
  void anotherPreparedAuthorityStaysInTheBundle() {
    var first = authorities.prepare();
    var second = authorities.prepare();

    assertThat(authorities.state().prepared()).contains(second);
    assertThat(bundle()).contains(first, second);
  }

  @Test
  void theIdentifierIsTheSubjectKeyIdOfTheCertificate() {
    var id = authorities.active().id();
    var extension = authorities.active().certificate().getExtensionValue("2.5.29.14");

    assertThat(java.util.HexFormat.of().formatHex(extension)).endsWith(id);
    assertThat(id).hasSize(40);
  }

  @Test
  void eachStepIsReported() throws RequestError {
    var sequences = new ArrayList<Long>();
    authorities.onChange(() -> sequences.add(authorities.sequence()));

    authorities.activate(authorities.prepare().id());
    var old = authorities.state().old().orElseThrow().id();
    authorities.taint(old);
    authorities.revoke(old);

    assertThat(sequences).containsExactly(2L, 2L, 3L, 4L);
  }

  record Case(String name, Step step, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  interface Step {
    ThrowingCallable on(X509Authorities authorities) throws RequestError;
  }

  static Stream<Case> refused() {
    return Stream.of(
        new Case("activate nothing", a -> () -> a.activate(""), "no authority ID provided"),
        new Case("activate another", a -> () -> a.activate("x"), "unexpected authority ID"),
        new Case(
            "activate the old one",
            a -> {
              var old = rotated(a);
              return () -> a.activate(old);
            },
            "only Prepared authorities can be activated"),
        new Case(
            "taint the active one",
            a -> () -> a.taint(a.active().id()),
            "unable to taint current local authority"),
        new Case(
            "taint the prepared one",
            a -> {
              var prepared = a.prepare().id();
              return () -> a.taint(prepared);
            },
            "only Old local authorities can be tainted"),
        new Case(
            "taint twice",
            a -> {
              var old = rotated(a);
              a.taint(old);
              return () -> a.taint(old);
            },
            "root CA is already tainted"),
        new Case(
            "revoke the active one",
            a -> () -> a.revoke(a.active().id()),
            "unable to use current authority"),
        new Case(
            "revoke the prepared one",
            a -> {
              var prepared = a.prepare().id();
              return () -> a.revoke(prepared);
            },
            "only Old local authority can be revoked"),
        new Case(
            "revoke without taint",
            a -> {
              var old = rotated(a);
              return () -> a.revoke(old);
            },
            "it is not possible to revoke an untainted root CA"),
        new Case(
            "revoke twice",
            a -> {
              var old = rotated(a);
              a.taint(old);
              a.revoke(old);
              return () -> a.revoke(old);
            },
            "no root CA found with provided subject key ID"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aStepAtTheWrongTimeIsRefused(Case refused) throws RequestError {
    assertThatThrownBy(refused.step().on(authorities)).hasMessageContaining(refused.message());
  }

  private static String rotated(X509Authorities authorities) throws RequestError {
    var old = authorities.active().id();
    authorities.activate(authorities.prepare().id());
    return old;
  }

  private List<X509Authority> bundle() {
    return authorities.bundle().stream().map(X509Authorities.Bundled::authority).toList();
  }
}
