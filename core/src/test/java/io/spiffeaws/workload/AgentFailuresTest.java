package io.spiffeaws.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Texts of SPIRE 1.15.3, most of them recorded, without gRPC's prefixes.
class AgentFailuresTest {
  private static final String FETCH = "could not fetch JWT-SVID: failed to fetch JWT SVID: ";

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of(
            FETCH
                + "connection error: desc = \"transport: Error while dialing: dial tcp"
                + " 127.0.0.1:8081: connect: connection refused\"",
            "agent-failed",
            "the SPIFFE agent cannot reach the SPIRE server (dial tcp 127.0.0.1:8081: connect:"
                + " connection refused)"),
        Arguments.of(
            FETCH
                + "connection error: desc = \"transport: Error while dialing: dial tcp: lookup"
                + " spire-server on 10.0.0.1:53: no such host\"",
            "agent-failed",
            "the SPIFFE agent cannot reach the SPIRE server (dial tcp: lookup spire-server on"
                + " 10.0.0.1:53: no such host)"),
        Arguments.of(
            FETCH
                + "connection error: desc = \"transport: authentication handshake failed: tls:"
                + " failed to verify certificate: x509: certificate has expired or is not yet"
                + " valid\"",
            "agent-failed",
            "the SPIFFE agent rejects the SPIRE server's certificate as expired or not yet valid"
                + " (authentication handshake failed: tls: failed to verify certificate: x509:"
                + " certificate has expired or is not yet valid)"),
        Arguments.of(
            FETCH
                + "connection error: desc = \"transport: authentication handshake failed:"
                + " x509svid: could not verify leaf certificate: x509: certificate signed by"
                + " unknown authority\"",
            "agent-failed",
            "the SPIFFE agent does not trust the SPIRE server's certificate (authentication"
                + " handshake failed: x509svid: could not verify leaf certificate: x509:"
                + " certificate signed by unknown authority)"),
        Arguments.of(
            FETCH + "JWT functionality is disabled",
            "jwt-svids-disabled",
            "the SPIRE server issues no JWT-SVIDs, which AWS requires (JWT functionality is"
                + " disabled)"),
        Arguments.of(
            FETCH + "authorization denied for method /spire.api.server.svid.v1.SVID/NewJWTSVID",
            "agent-not-accepted",
            "the SPIRE server does not accept the SPIFFE agent any more: it was evicted or banned,"
                + " or has to attest again (authorization denied for method"
                + " /spire.api.server.svid.v1.SVID/NewJWTSVID)"),
        Arguments.of(
            "rate limit exceeded for /SpiffeWorkloadAPI/FetchJWTSVID",
            "agent-throttles",
            "the SPIFFE agent or its server limits the rate of requests (rate limit exceeded for"
                + " /SpiffeWorkloadAPI/FetchJWTSVID)"),
        Arguments.of(
            FETCH
                + "rejecting request due to JWT signing request rate limiting: rate (1) exceeds"
                + " burst size (0)",
            "agent-throttles",
            "the SPIFFE agent or its server limits the rate of requests (rejecting request due to"
                + " JWT signing request rate limiting: rate (1) exceeds burst size (0))"),
        Arguments.of(
            "workload attestation failed",
            "caller-not-attested",
            "the SPIFFE agent could not determine which process is calling (workload attestation"
                + " failed)"),
        Arguments.of(
            FETCH + "context deadline exceeded",
            "agent-failed",
            "the SPIRE server did not answer the SPIFFE agent in time (context deadline exceeded)"),
        Arguments.of(
            FETCH + "failed to sign JWT-SVID: unable to sign",
            "agent-failed",
            "the SPIRE server could not sign a JWT-SVID (failed to sign JWT-SVID: unable to"
                + " sign)"),
        Arguments.of(
            FETCH + "entry not found or not authorized",
            "agent-behind",
            "the SPIFFE agent still has an entry that was deleted or replaced on its server"
                + " (usually for 5 seconds)"),
        Arguments.of("out of tea", "agent-failed", "the SPIFFE agent failed: out of tea"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void namesTheCause(String text, String code, String message) {
    var problem = AgentFailures.of(text);
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.message()).isEqualTo(message);
    assertThat(problem.hint()).isNotEmpty();
  }

  @Test
  void agentWithoutTextStillFails() {
    assertThat(AgentFailures.of("").message()).isEqualTo("the SPIFFE agent failed");
  }
}
