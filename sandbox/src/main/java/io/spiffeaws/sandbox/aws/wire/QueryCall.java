package io.spiffeaws.sandbox.aws.wire;

/// A call of the query protocol.
///
/// @param payloadHash SHA-256 of the received body, which the signature covers
public record QueryCall(
    String action, Parameters parameters, AwsRequest request, String payloadHash) {}
