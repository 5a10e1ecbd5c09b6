package io.spiffeaws.sandbox.aws.account;

import java.time.Instant;

/// A managed policy with exactly one version.
public record ManagedPolicy(
    String arn, String id, String path, String name, String document, Instant created) {}
