package io.spiffeaws.sandbox;

import io.spiffeaws.sandbox.aws.AwsServices;
import io.spiffeaws.sandbox.aws.account.OidcProvider;
import io.spiffeaws.sandbox.aws.account.Role;
import io.spiffeaws.sandbox.aws.s3.StoredObject;
import io.spiffeaws.sandbox.spire.EntryStore;
import io.spiffeaws.spire.proto.types.Entry;
import java.util.List;
import java.util.Optional;

/// A view of the sandbox's current state, for tests. Each method reads the state when it is called.
public final class SandboxState {
  private final EntryStore entries;
  private final AwsServices aws;

  SandboxState(EntryStore entries, AwsServices aws) {
    this.entries = entries;
    this.aws = aws;
  }

  /// Returns all registration entries, oldest first, including the agent's alias.
  public List<Entry> entries() {
    return entries.all();
  }

  /// Returns the OIDC providers.
  public List<OidcProvider> providers() {
    return aws.providers();
  }

  /// Returns the role of that name, or empty if there is none.
  public Optional<Role> role(String name) {
    return aws.role(name);
  }

  /// Returns the objects of a bucket in key order, or empty if the bucket does not exist.
  public List<StoredObject> objects(String bucket) {
    return aws.objects(bucket);
  }
}
