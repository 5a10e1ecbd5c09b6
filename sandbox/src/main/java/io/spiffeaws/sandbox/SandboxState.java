package io.spiffeaws.sandbox;

import io.spiffeaws.sandbox.aws.AwsServices;
import io.spiffeaws.sandbox.aws.account.OidcProvider;
import io.spiffeaws.sandbox.aws.account.Role;
import io.spiffeaws.sandbox.aws.s3.StoredObject;
import io.spiffeaws.sandbox.spire.EntryStore;
import io.spiffeaws.spire.proto.types.Entry;
import java.util.List;
import java.util.Optional;

/// What the sandbox holds at the moment of each question, for tests to look at.
public final class SandboxState {
  private final EntryStore entries;
  private final AwsServices aws;

  SandboxState(EntryStore entries, AwsServices aws) {
    this.entries = entries;
    this.aws = aws;
  }

  /// All registration entries, oldest first, the agent's alias among them.
  public List<Entry> entries() {
    return entries.all();
  }

  /// The OIDC providers.
  public List<OidcProvider> providers() {
    return aws.providers();
  }

  /// The role of that name.
  public Optional<Role> role(String name) {
    return aws.role(name);
  }

  /// The objects of a bucket in the order of their keys; empty where there is no such bucket.
  public List<StoredObject> objects(String bucket) {
    return aws.objects(bucket);
  }
}
