package io.spiffeaws.image;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;

/// The builder's `ChunkedImageHeapLayouter`, through reflection.
final class HeapLayouter {
  private static final String CONTROL =
      "com.oracle.svm.core.image.ImageHeapLayouter$ImageHeapLayouterControl";
  private static final String CALLBACK =
      "com.oracle.svm.core.image.ImageHeapLayouter$ImageHeapLayouterCallback";

  private final Object layouter;
  private final Object[] partitions;
  private final Field allocator;
  private final Field objects;
  private final Field hugeObjects;
  private final Method allocate;
  private final Object control;

  /// @param layouter the builder's
  HeapLayouter(Object layouter) throws ReflectiveOperationException {
    this.layouter = layouter;
    this.partitions = (Object[]) layouter.getClass().getMethod("getPartitions").invoke(layouter);
    this.allocator = accessible(layouter.getClass().getDeclaredField("allocator"));
    var partition = partitions.getClass().getComponentType();
    this.objects = accessible(partition.getDeclaredField("objects"));
    this.hugeObjects = accessible(partition.getDeclaredField("hugeObjects"));
    var controls = Class.forName(CONTROL);
    this.allocate =
        accessible(
            partition.getDeclaredMethod(
                "allocateObjectsInAlignedChunks", allocator.getType(), controls));
    var callbacks = Class.forName(CALLBACK);
    this.control =
        controls.getConstructor(callbacks).newInstance(callbacks.getField("NONE").get(null));
  }

  Object[] partitions() {
    return partitions.clone();
  }

  void setObjects(Object partition, List<Object> list) throws ReflectiveOperationException {
    objects.set(partition, list);
  }

  /// Whether the partition's objects share chunks. A huge object has a chunk of its own.
  boolean inChunks(Object partition) throws ReflectiveOperationException {
    return !hugeObjects.getBoolean(partition);
  }

  /// Places the partition's current objects.
  void place(Object partition) throws ReflectiveOperationException {
    allocate.invoke(partition, allocator.get(layouter), control);
  }

  private static <T extends AccessibleObject> T accessible(T member) {
    member.setAccessible(true);
    return member;
  }
}
