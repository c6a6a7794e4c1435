-- Distributes the tables about people over a Citus cluster, by the person, so that all of one person lies on one node.
-- NOT RUN by us: Citus was not at hand. Written after its documentation; try it on a copy first. Run after partition-by-month.sql, on
-- the coordinator, with the program stopped. What the program then still lacks stands in docs/guide/规模.md.

create extension if not exists citus;

-- Small tables that the others refer to: a copy on every node.
select create_reference_table('department');
select create_reference_table('person');
select create_reference_table('outreach_notice');
select create_reference_table('outreach_notice_version');
select create_reference_table('outreach_form');
select create_reference_table('outreach_form_shown');
select create_reference_table('outreach_audience');
select create_reference_table('outreach_campaign');

-- Every primary key begins with the person, or is the person; every unique index holds it.
select create_distributed_table('customer', 'id', shard_count => 64);
select create_distributed_table('customer_field', 'customer_id', colocate_with => 'customer');
select create_distributed_table('outreach_recipient', 'subject', colocate_with => 'customer');
select create_distributed_table('outreach_consent', 'subject', colocate_with => 'customer');
select create_distributed_table('outreach_unsubscribe', 'subject', colocate_with => 'customer');
select create_distributed_table('outreach_send', 'subject', colocate_with => 'customer');
select create_distributed_table('outreach_audience_member', 'subject', colocate_with => 'customer');
select create_distributed_table('outreach_campaign_person', 'subject', colocate_with => 'customer');
