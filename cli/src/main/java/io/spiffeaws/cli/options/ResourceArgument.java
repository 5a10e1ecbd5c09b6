package io.spiffeaws.cli.options;

import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.rolesanywhere.management.ResourceReference;
import picocli.CommandLine.ITypeConverter;

/// Parses the name or the ARN of a trust anchor or a profile on the command line.
public final class ResourceArgument {
  private ResourceArgument() {}

  /// Of a trust anchor.
  public static final class Anchor implements ITypeConverter<ResourceReference> {
    @Override
    public ResourceReference convert(String text) {
      return ResourceReference.parse(text, RolesAnywhereArn.Type.TRUST_ANCHOR);
    }
  }

  /// Of a profile.
  public static final class Profile implements ITypeConverter<ResourceReference> {
    @Override
    public ResourceReference convert(String text) {
      return ResourceReference.parse(text, RolesAnywhereArn.Type.PROFILE);
    }
  }
}
