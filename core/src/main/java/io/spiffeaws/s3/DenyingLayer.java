package io.spiffeaws.s3;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The kinds of policies and settings that can deny a request to S3, with the names that AWS uses
/// in its messages (IAM User Guide, "Troubleshoot access denied error messages"; Amazon S3 User
/// Guide, "Troubleshoot access denied (403 Forbidden) errors in Amazon S3").
enum DenyingLayer {
  IDENTITY_POLICY("identity-based polic"),
  PERMISSIONS_BOUNDARY("permissions boundar"),
  SESSION_POLICY("session polic"),
  BUCKET_POLICY("resource-based polic"),
  SERVICE_CONTROL_POLICY("service control polic"),
  RESOURCE_CONTROL_POLICY("resource control polic"),
  VPC_ENDPOINT_POLICY("vpc endpoint polic"),
  PUBLIC_ACCESS_BLOCK("block public access"),
  OBJECT_LOCK("object lock"),
  REQUESTER_PAYS("requester pays");

  /// In lower case, without the ending that differs between singular and plural.
  private final String stem;

  DenyingLayer(String stem) {
    this.stem = stem;
  }

  /// Returns the layer that a part of a message names, or empty if it names none.
  static Optional<DenyingLayer> in(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(layer -> lower.contains(layer.stem)).findFirst();
  }
}
