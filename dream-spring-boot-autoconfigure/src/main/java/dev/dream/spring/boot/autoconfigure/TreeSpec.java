package dev.dream.spring.boot.autoconfigure;

import dev.dream.keyed.KeyedSpec;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.PartitionSupervisor;
import dev.dream.supervisor.PartitionSupervisorSpec;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;

/** The types of beans that are supervisors' specifications. */
enum TreeSpec {
  SUPERVISOR(SupervisorSpec.class, Supervisor.class) {
    @Override
    ChildSpec<?> child(String id, Object spec) {
      return ChildSpec.supervisor(id, (SupervisorSpec) spec);
    }
  },
  DYNAMIC(DynamicSupervisorSpec.class, DynamicSupervisor.class) {
    @Override
    ChildSpec<?> child(String id, Object spec) {
      return ChildSpec.dynamicSupervisor(id, (DynamicSupervisorSpec) spec);
    }
  },
  PARTITIONS(PartitionSupervisorSpec.class, PartitionSupervisor.class) {
    @Override
    ChildSpec<?> child(String id, Object spec) {
      return ChildSpec.partitionSupervisor(id, (PartitionSupervisorSpec) spec);
    }
  },
  KEYED(KeyedSpec.class, Supervisor.class) {
    @Override
    ChildSpec<?> child(String id, Object spec) {
      return identified((KeyedSpec<?, ?>) spec, id).childSpec();
    }
  };

  private final Class<?> specification;
  private final Class<?> supervisor;

  TreeSpec(Class<?> specification, Class<?> supervisor) {
    this.specification = specification;
    this.supervisor = supervisor;
  }

  /** Returns the specification with an id, which is its bean's name if it has none. */
  static <K, T> KeyedSpec<K, T> identified(KeyedSpec<K, T> spec, String bean) {
    return spec.id().isBlank() ? spec.id(bean) : spec;
  }

  /** Returns the type of the bean. */
  Class<?> specification() {
    return specification;
  }

  /** Returns what is started from it. */
  Class<?> supervisor() {
    return supervisor;
  }

  /** Returns a child from a bean of this type. */
  abstract ChildSpec<?> child(String id, Object spec);
}
