package io.spiffeaws.sandbox.aws.rolesanywhere.registry;

/// A resource of the service.
public interface Identified {
  Resource resource();
}
