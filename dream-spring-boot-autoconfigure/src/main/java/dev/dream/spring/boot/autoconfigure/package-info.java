/**
 * The engine as Spring beans.
 *
 * <ul>
 *   <li>A bean of type {@code ChildSpec}, {@code SupervisorSpec}, {@code DynamicSupervisorSpec} or
 *       {@code PartitionSupervisorSpec} is a child of the root supervisor, in {@code @Order}. Its
 *       id is the bean's name unless it has one, and its registered name is its id unless it has
 *       one; a supervisor has the bean's name for both.
 *   <li>For the bean {@code counter} of type {@code ChildSpec<Counter>} there is a bean {@code
 *       counterRef} of type {@code ServerRef<Counter>}; where several children are of one type, it
 *       is chosen by the qualifier {@code counter}, or the child's id. A {@code ChildSpec<?>} has
 *       none. For the bean {@code rooms} of type {@code ChildSpec<UniqueRegistry<K, V>>} there is
 *       the registry itself too, {@code roomsRegistry}.
 *   <li>The properties {@code dream.children.<id>} change what these beans say, and what the
 *       supervisors among them say of their children.
 *   <li>The root supervisor belongs to an application named as {@code spring.application.name}
 *       says. {@code Application} beans start before it unless they name it among their
 *       dependencies.
 *   <li>Processes start with the context, in the phase {@code dream.lifecycle.phase}, and have
 *       ended when that phase has been stopped, those outside of any tree too.
 * </ul>
 */
@NullMarked
package dev.dream.spring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
